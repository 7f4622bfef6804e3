import assert from 'node:assert/strict';
import test from 'node:test';
import { writingSign } from './typing-notifier.ts';

/** A sign whose clock is moved by hand, and what the room was told: that one writes, or stopped. */
const aSign = () => {
  const clock = { now: 0 };
  const told: string[] = [];
  const sign = writingSign({
    tell: ({ stopped }) => told.push(stopped ? 'stopped' : 'writes'),
    elapsed: () => clock.now,
  });
  return { clock, told, ...sign };
};

test('the room is told with the first letter, and every 4 s while one writes on', () => {
  const { clock, told, typed } = aSign();
  for (let letter = 1; letter <= 90; letter++) {
    typed('x'.repeat(letter));
    clock.now += 100;
  }
  assert.deepEqual(told, ['writes', 'writes', 'writes']);
});

test('what nobody will read is not told: white space, commands, half commands', () => {
  const { told, typed } = aSign();
  for (const text of ['', ' ', '\n', '/', '/m', '/leave supper', '/help', '/me', '/me ', '/unknown x']) typed(text);
  assert.deepEqual(told, []);
  for (const text of ['/me waves', '//leave']) {
    const other = aSign();
    other.typed(text);
    assert.deepEqual(other.told, ['writes'], text);
  }
});

test('who empties the field has stopped, and is told so once; who said it has not', () => {
  const { clock, told, typed, said } = aSign();
  typed('hello');
  typed('');
  typed('');
  assert.deepEqual(told.splice(0), ['writes', 'stopped']);
  typed('hello');
  said();
  typed('');
  assert.deepEqual(told.splice(0), ['writes']);
  typed('and');
  clock.now += 6_000;
  typed('');
  assert.deepEqual(told, ['writes'], 'the sign has passed by itself');
});
