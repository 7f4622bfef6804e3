import assert from 'node:assert/strict';
import test from 'node:test';
import { LONG_PRESS_MS, LongPress, MAX_MOVE } from './long-press.ts';

const HERE = { clientX: 100, clientY: 100 };

/** A finger on a screen whose time is moved by hand. */
const createFinger = () => {
  const pressed: string[] = [];
  let timer: { readonly callback: () => void; readonly ms: number } | undefined;
  const press = new LongPress<string>({
    onLongPress: (target) => pressed.push(target),
    setTimer: (callback, ms) => {
      const started = { callback, ms };
      timer = started;
      return () => {
        if (timer === started) timer = undefined;
      };
    },
  });
  const waits = (ms: number) => {
    if (!timer || timer.ms > ms) return;
    const { callback } = timer;
    timer = undefined;
    callback();
  };
  return { press, pressed, waits, hasTimer: () => timer !== undefined };
};

test('a finger that stays where it is long enough is a long press, once', () => {
  const { press, pressed, waits } = createFinger();
  press.start('one', HERE);
  waits(LONG_PRESS_MS - 1);
  assert.deepEqual(pressed, []);
  waits(LONG_PRESS_MS);
  assert.deepEqual(pressed, ['one']);
  assert.equal(press.hold(), true, 'the menu of the browser, which comes later, is not for this press');
  assert.deepEqual(pressed, ['one']);
  press.end();
  assert.equal(press.hold(), false);
});

test('a tap, a second finger and scrolling cancel the press', () => {
  const { press, pressed, hasTimer } = createFinger();
  press.start('one', HERE);
  press.end();
  assert.equal(hasTimer(), false);
  assert.equal(press.hold(), false);
  assert.deepEqual(pressed, []);
});

test('small movements do not cancel a long press; larger ones do', () => {
  const { press, pressed, waits } = createFinger();
  press.start('one', HERE);
  press.move({ clientX: 100 + MAX_MOVE, clientY: 100 });
  press.move({ clientX: 100, clientY: 100 - MAX_MOVE });
  waits(LONG_PRESS_MS);
  assert.deepEqual(pressed, ['one']);
  press.start('two', HERE);
  press.move({ clientX: 100 + MAX_MOVE, clientY: 101 });
  waits(LONG_PRESS_MS);
  assert.deepEqual(pressed, ['one']);
});

test('the browser may report a long press early', () => {
  const { press, pressed, waits } = createFinger();
  press.start('one', HERE);
  assert.equal(press.hold(), true);
  waits(LONG_PRESS_MS);
  assert.deepEqual(pressed, ['one']);
});

test('a new press is timed from its own start', () => {
  const { press, pressed, waits } = createFinger();
  press.start('one', HERE);
  press.start('two', HERE);
  waits(LONG_PRESS_MS);
  assert.deepEqual(pressed, ['two']);
});
