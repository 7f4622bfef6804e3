import assert from 'node:assert/strict';
import test from 'node:test';
import { sendsMessage, type EnterKey, type KeyPress } from './enter-key.ts';

const ENTER: KeyPress = { key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, isOnScreen: false };

/** Whether a key press sends for each setting: automatic, sends, starts a new line. */
const sends = (press: Partial<KeyPress>) =>
  (['auto', 'sends', 'breaks'] satisfies EnterKey[]).map((enterKey) => sendsMessage({ ...ENTER, ...press }, enterKey));

test('Enter sends on a physical keyboard and not on the on-screen keyboard, unless the setting says otherwise', () => {
  assert.deepEqual(sends({}), [true, true, false]);
  assert.deepEqual(sends({ isOnScreen: true }), [false, true, false]);
});

test('Ctrl+Enter and ⌘+Enter always send', () => {
  for (const isOnScreen of [false, true]) {
    assert.deepEqual(sends({ ctrlKey: true, isOnScreen }), [true, true, true]);
    assert.deepEqual(sends({ metaKey: true, isOnScreen }), [true, true, true]);
  }
});

test('Shift+Enter never sends; on the screen Shift is what a sentence begins with', () => {
  assert.deepEqual(sends({ shiftKey: true }), [false, false, false]);
  assert.deepEqual(sends({ shiftKey: true, isOnScreen: true }), [false, true, false]);
});

test('no other key sends', () => {
  for (const key of ['a', 'Tab', ' ']) assert.deepEqual(sends({ key, ctrlKey: true }), [false, false, false]);
});
