import assert from 'node:assert/strict';
import test from 'node:test';
import { createEmitter, createStore } from './store.ts';

test('a store notifies its listeners of each new value, and of no value twice', () => {
  const store = createStore(1);
  const seen: number[] = [];
  const unsubscribe = store.subscribe(() => seen.push(store.getState()));
  for (const value of [1, 2, 2, 3]) store.setState(value);
  unsubscribe();
  store.setState(4);
  assert.deepEqual([seen, store.getState()], [[2, 3], 4]);
});

test('an emitter calls its listeners with the event, in order, until they unsubscribe', () => {
  const emitter = createEmitter<string>();
  const calls: string[] = [];
  const unsubscribe = [
    emitter.subscribe((event) => calls.push(`first ${event}`)),
    emitter.subscribe((event) => calls.push(`second ${event}`)),
  ];
  emitter.emit('a');
  unsubscribe[0]?.();
  emitter.emit('b');
  assert.deepEqual([calls, emitter.hasListeners()], [['first a', 'second a', 'second b'], true]);
  unsubscribe[1]?.();
  assert.equal(emitter.hasListeners(), false);
});
