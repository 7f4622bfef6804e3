import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { needsPolyfills } from './needs-polyfills.ts';
import { addPolyfills } from './polyfills.ts';

const NAMES = [
  [AbortSignal, 'any'],
  [Promise, 'withResolvers'],
  [Map, 'groupBy'],
  [Object, 'groupBy'],
  [URL, 'canParse'],
] as const;

/** Runs `check` with the functions of Node, and with the polyfills in their place. */
const both = async (t: TestContext, check: () => unknown) => {
  assert.equal(needsPolyfills(), false);
  await check();
  const original = NAMES.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name) ?? {});
  t.after(() => NAMES.forEach(([owner, name], index) => Object.defineProperty(owner, name, original[index] ?? {})));
  for (const [owner, name] of NAMES) Reflect.deleteProperty(owner, name);
  assert.equal(needsPolyfills(), true);
  addPolyfills();
  assert.equal(needsPolyfills(), false);
  await check();
};

test('AbortSignal.any aborts with one of its signals and for its reason', (t) =>
  both(t, () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const any = AbortSignal.any([one.signal, two.signal]);
    assert.equal(any.aborted, false);
    two.abort('enough');
    assert.deepEqual([any.aborted, any.reason], [true, 'enough']);
    assert.equal(AbortSignal.any([new AbortController().signal, AbortSignal.abort('before')]).reason, 'before');
    assert.equal(AbortSignal.any([]).aborted, false);
  }));

test('Promise.withResolvers settles its promise', (t) =>
  both(t, async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    resolve(3);
    assert.equal(await promise, 3);
    const failed = Promise.withResolvers<never>();
    failed.reject(new Error('no'));
    await assert.rejects(failed.promise, /no/);
  }));

test('groupBy keeps the order of items and keys', (t) =>
  both(t, () => {
    const parity = (number: number) => (number % 2 === 0 ? 'even' : 'odd');
    const groups = Object.groupBy([1, 2, 3], parity);
    assert.deepEqual({ ...groups }, { odd: [1, 3], even: [2] });
    assert.equal(Object.getPrototypeOf(groups), null);
    assert.deepEqual(
      [...Map.groupBy(new Set([1, 2, 3]), parity)],
      [
        ['odd', [1, 3]],
        ['even', [2]],
      ],
    );
  }));

test('URL.canParse tells addresses from other texts', (t) =>
  both(t, () => {
    const results = ['https://chat.example/', 'https://[', '/path', ''].map((text) => URL.canParse(text));
    assert.deepEqual(results, [true, false, false, false]);
    assert.equal(URL.canParse('/path', 'https://chat.example'), true);
  }));
