import assert from 'node:assert/strict';
import test from 'node:test';
import { createFakeStorage } from '../testing/fake-storage.ts';

test('a stored value is read by every page, and the empty text removes it', () => {
  const { stored, openPage } = createFakeStorage();
  const [one, other] = [openPage(), openPage()];
  assert.equal(one.write('theme', 'dark'), true);
  assert.equal(other.read('theme'), 'dark');
  other.write('theme', '');
  assert.deepEqual([stored, one.read('theme')], [{}, '']);
});

for (const state of ['full', 'refuses', 'ignores', 'blocked'] as const) {
  test(`a value that is not stored is the one that this page reads, not the older one: the storage ${state}`, () => {
    const { openPage, set } = createFakeStorage();
    const [one, other] = [openPage(), openPage()];
    one.write('draft', 'old');
    set(state);
    assert.equal(one.write('draft', 'old and new'), false);
    assert.deepEqual([one.read('draft'), one.read('draft')], ['old and new', 'old and new']);
    set('works');
    assert.deepEqual([one.read('draft'), other.read('draft')], ['old and new', 'old']);
  });
}

test('a value that was not removed is read as removed', () => {
  const { openPage, set } = createFakeStorage();
  const page = openPage();
  page.write('outbox.1', 'one');
  page.write('outbox.2', 'two');
  set('refuses');
  assert.equal(page.write('outbox.1', ''), false);
  assert.deepEqual([page.read('outbox.1'), page.keys('outbox.')], ['', ['outbox.2']]);
});

test('a value that another page stores later replaces the one that was not stored', () => {
  const { openPage, set } = createFakeStorage();
  const [one, other] = [openPage(), openPage()];
  one.write('attempt', 'mine');
  set('full');
  one.write('attempt', 'mine again');
  other.write('attempt', '');
  assert.equal(one.read('attempt'), '');
  set('works');
  one.write('theme', 'dark');
  assert.deepEqual([one.read('attempt'), other.read('attempt')], ['', ''], 'it is not stored later either');
});

test('when the storage works again, values that were not stored are stored with the next one', () => {
  const { stored, openPage, set } = createFakeStorage();
  const page = openPage();
  page.write('draft', 'old');
  set('full');
  page.write('draft', 'new');
  page.write('theme', 'dark');
  set('works');
  page.write('clock', '24');
  assert.deepEqual(stored, { draft: 'new', theme: 'dark', clock: '24' });
});

test('after the storage was blocked, what it holds does not replace what was written meanwhile', () => {
  const { stored, openPage, set } = createFakeStorage();
  const [one, other] = [openPage(), openPage()];
  other.write('draft', 'old');
  set('blocked');
  one.write('draft', 'new');
  set('works');
  assert.deepEqual([one.read('draft'), one.keys('dra')], ['new', ['draft']]);
  one.write('theme', 'dark');
  assert.equal(stored['draft'], 'new');
});

test('keys() lists stored and unstored values', () => {
  const { openPage, set } = createFakeStorage();
  const page = openPage();
  page.write('outbox.1', 'one');
  page.write('draft', 'hello');
  set('full');
  page.write('outbox.2', 'two');
  assert.deepEqual(page.keys('outbox.'), ['outbox.1', 'outbox.2']);
  set('blocked');
  assert.deepEqual(page.keys('outbox.'), ['outbox.2'], 'what cannot be read is not known');
});
