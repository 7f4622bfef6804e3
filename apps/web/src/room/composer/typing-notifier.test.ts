import assert from 'node:assert/strict';
import test from 'node:test';
import { createTypingNotifier } from './typing-notifier.ts';

/** A notifier with a manual clock, and what it notified the room of. */
const createTestNotifier = () => {
  const clock = { now: 0 };
  const notified: string[] = [];
  const notifier = createTypingNotifier({
    notify: ({ stopped }) => notified.push(stopped ? 'stopped' : 'typing'),
    monotonicNow: () => clock.now,
  });
  return { clock, notified, ...notifier };
};

test('the room is notified at the first character and every 4 s while the user keeps typing', () => {
  const { clock, notified, onInput } = createTestNotifier();
  for (let length = 1; length <= 90; length++) {
    onInput('x'.repeat(length));
    clock.now += 100;
  }
  assert.deepEqual(notified, ['typing', 'typing', 'typing']);
});

test('white space, commands and incomplete commands do not notify the room', () => {
  const { notified, onInput } = createTestNotifier();
  for (const text of ['', ' ', '\n', '/', '/m', '/leave supper', '/help', '/me', '/me ', '/unknown x']) onInput(text);
  assert.deepEqual(notified, []);
  for (const text of ['/me waves', '//leave']) {
    const other = createTestNotifier();
    other.onInput(text);
    assert.deepEqual(other.notified, ['typing'], text);
  }
});

test('clearing the text notifies the room once that the user stopped typing; sending it does not', () => {
  const { clock, notified, onInput, onSent } = createTestNotifier();
  onInput('hello');
  onInput('');
  onInput('');
  assert.deepEqual(notified.splice(0), ['typing', 'stopped']);
  onInput('hello');
  onSent();
  onInput('');
  assert.deepEqual(notified.splice(0), ['typing']);
  onInput('and');
  clock.now += 6_000;
  onInput('');
  assert.deepEqual(notified, ['typing'], 'the typing state expired by itself');
});

test('after a refusal for a limit the room is not notified until it accepts that again', () => {
  const { clock, notified, onInput, onThrottled } = createTestNotifier();
  onInput('h');
  onThrottled(10_000);
  for (let second = 1; second <= 10; second++) {
    clock.now += 999;
    onInput('h'.repeat(second));
  }
  assert.deepEqual(notified, ['typing']);
  clock.now += 10;
  onInput('hello');
  assert.deepEqual(notified, ['typing', 'typing']);
});
