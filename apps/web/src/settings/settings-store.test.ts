import assert from 'node:assert/strict';
import test from 'node:test';
import { SettingsStore } from './settings-store.ts';

const unchosen = {
  theme: 'system',
  density: 'roomy',
  clock: 'auto',
  language: 'auto',
  goings: 'shown',
  notify: 'mentions',
  sound: 'off',
};

/** A browser that keeps one text, and two of its tabs. */
const browser = (text = '') => {
  const listeners = new Set<() => void>();
  const kept = { read: () => text, write: (written: string) => void (text = written) };
  const onKeptElsewhere = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const tab = () => new SettingsStore({ kept, onKeptElsewhere });
  return { tab, kept, listeners, tell: () => listeners.forEach((listener) => listener()) };
};

test('before anything was chosen, all is as it comes', () => {
  assert.deepEqual(browser().tab().now(), unchosen);
});

test('what makes no sense counts as not chosen, and the rest stays', () => {
  const { tab } = browser('{"theme":"dark","clock":"13","language":7,"sound":"on","smell":"off"}');
  assert.deepEqual(tab().now(), { ...unchosen, theme: 'dark', sound: 'on' });
  for (const broken of ['', 'nonsense', 'null', '[]', '7', '"dark"']) {
    assert.deepEqual(browser(broken).tab().now(), unchosen, broken);
  }
});

test('what is chosen is told, kept, and there the next time', () => {
  const { tab } = browser();
  const store = tab();
  let told = 0;
  store.subscribe(() => told++);
  store.choose({ theme: 'dark' });
  store.choose({ clock: '12' });
  assert.deepEqual(store.now(), { ...unchosen, theme: 'dark', clock: '12' });
  assert.equal(store.now(), store.now(), 'the same until it changes');
  assert.equal(told, 2);
  assert.deepEqual(tab().now(), store.now());
});

test('other tabs follow; what they chose a moment ago is not undone', () => {
  const { tab, tell, listeners } = browser();
  const [here, there] = [tab(), tab()];
  let told = 0;
  const stop = there.subscribe(() => told++);
  assert.deepEqual(there.now(), unchosen);
  here.choose({ theme: 'dark' });
  there.choose({ goings: 'hidden' });
  assert.deepEqual(there.now(), { ...unchosen, theme: 'dark', goings: 'hidden' });
  tell();
  assert.equal(told, 1, 'nothing that is not known');
  here.choose({ density: 'compact' });
  tell();
  assert.equal(there.now().density, 'compact');
  assert.equal(told, 2);
  stop();
  assert.equal(listeners.size, 0);
});
