import assert from 'node:assert/strict';
import test from 'node:test';
import { OnScreenKeyboard } from './on-screen-keyboard.ts';

/** Shows these heights at a width, one after the other. Returns after each whether the keyboard counts as open. */
const observeAll = (keyboard: OnScreenKeyboard, width: number, ...heights: number[]) =>
  heights.map((height) => {
    keyboard.observe({ width, height });
    return keyboard.isOpen;
  });

test('an on-screen keyboard covers a large part of the page', () => {
  assert.deepEqual(observeAll(new OnScreenKeyboard(), 390, 750, 420, 750, 415), [false, true, false, true]);
});

test('the bars of the browser come and go without a keyboard', () => {
  assert.deepEqual(observeAll(new OnScreenKeyboard(), 390, 650, 750, 650, 700), [false, false, false, false]);
  assert.deepEqual(observeAll(new OnScreenKeyboard(), 820, 1_100, 1_030), [false, false], 'the shortcuts of a tablet');
});

test('a keyboard stays open when the device is turned, and closes later', () => {
  const keyboard = new OnScreenKeyboard();
  assert.deepEqual(observeAll(keyboard, 390, 750, 420), [false, true]);
  assert.deepEqual(observeAll(keyboard, 844, 140, 330, 140), [true, false, true]);
});

test('without a keyboard a device can be turned', () => {
  const keyboard = new OnScreenKeyboard();
  observeAll(keyboard, 390, 750);
  assert.deepEqual(observeAll(keyboard, 844, 330), [false]);
});
