import assert from 'node:assert/strict';
import test from 'node:test';
import { SettingsStore } from './settings-store.ts';

const defaults = {
  theme: 'system',
  density: 'roomy',
  clock: 'auto',
  enterKey: 'auto',
  language: 'auto',
  membership: 'shown',
  formattingCharacters: 'hidden',
  notify: 'mentions',
  sound: 'off',
};

/** A fake browser: one stored text, shared by its tabs. `notifyTabs` delivers the storage event. */
const createBrowser = (text = '') => {
  const listeners = new Set<() => void>();
  const storage = { read: () => text, write: (written: string) => void (text = written) };
  const onExternalChange = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const openTab = () => new SettingsStore({ storage, onExternalChange });
  return { openTab, listeners, notifyTabs: () => listeners.forEach((listener) => listener()) };
};

test('the settings start with their defaults', () => {
  assert.deepEqual(createBrowser().openTab().getState(), defaults);
});

test('an invalid value falls back to its default, and the valid ones stay', () => {
  const { openTab } = createBrowser('{"theme":"dark","clock":"13","language":7,"sound":"on","smell":"off"}');
  assert.deepEqual(openTab().getState(), { ...defaults, theme: 'dark', sound: 'on' });
  for (const invalid of ['', 'nonsense', 'null', '[]', '7', '"dark"']) {
    assert.deepEqual(createBrowser(invalid).openTab().getState(), defaults, invalid);
  }
});

test('settings stored by an earlier version are kept', () => {
  assert.deepEqual(createBrowser('{"goings":"hidden"}').openTab().getState(), { ...defaults, membership: 'hidden' });
  const both = createBrowser('{"goings":"hidden","membership":"shown"}').openTab();
  assert.equal(both.getState().membership, 'shown');
});

test('an update notifies the listeners and is stored for the next visit', () => {
  const { openTab } = createBrowser();
  const store = openTab();
  let notified = 0;
  store.subscribe(() => notified++);
  store.update({ theme: 'dark' });
  store.update({ clock: '12' });
  assert.deepEqual(store.getState(), { ...defaults, theme: 'dark', clock: '12' });
  assert.equal(store.getState(), store.getState(), 'the same object until the next change');
  assert.equal(notified, 2);
  assert.deepEqual(openTab().getState(), store.getState());
});

test('other tabs follow an update and do not overwrite it with their own', () => {
  const { openTab, notifyTabs, listeners } = createBrowser();
  const [first, second] = [openTab(), openTab()];
  let notified = 0;
  const unsubscribe = second.subscribe(() => notified++);
  assert.deepEqual(second.getState(), defaults);
  first.update({ theme: 'dark' });
  second.update({ membership: 'hidden' });
  assert.deepEqual(second.getState(), { ...defaults, theme: 'dark', membership: 'hidden' });
  notifyTabs();
  assert.equal(notified, 1, 'no notification without a change');
  first.update({ density: 'compact' });
  notifyTabs();
  assert.equal(second.getState().density, 'compact');
  assert.equal(notified, 2);
  unsubscribe();
  assert.equal(listeners.size, 0);
});
