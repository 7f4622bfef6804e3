import assert from 'node:assert/strict';
import test from 'node:test';
import { DraftStorage } from './draft-storage.ts';
import { createFakeStorage } from '../testing/fake-storage.ts';

/** A browser in which pages open in tabs. The storage of a tab can be copied, as browsers do for a duplicate. */
const createBrowser = () => {
  const shared = createFakeStorage();
  const open = new Set<string>();
  const openTab = (copied: Record<string, string> = {}) => {
    const tab = createFakeStorage();
    Object.assign(tab.stored, copied);
    const load = (pageId: string, predecessorId?: string) => {
      const page = new DraftStorage({ pageId, shared: shared.openPage(), tab: tab.openPage() });
      open.add(pageId);
      page.adopt(predecessorId);
      return page;
    };
    return { tab, load };
  };
  const isOpen = (pageId: string) => open.has(pageId);
  const close = (page: DraftStorage, pageId: string) => {
    page.release();
    open.delete(pageId);
  };
  const crash = (_page: DraftStorage, pageId: string) => void open.delete(pageId);
  /** Without Web Locks nobody knows of a page that said nothing. */
  const isNotKnown = () => true;
  return { shared, openTab, isOpen, isNotKnown, close, crash };
};

const textsOf = (page: DraftStorage) => page.offered().map(({ draft }) => draft);

test('the draft and the edit of a tab survive a reload, and no other tab gets them', () => {
  const { openTab, close, isOpen } = createBrowser();
  const tab = openTab();
  const before = tab.load('a');
  before.draft.write('half a');
  before.edit.write('{"an":"edit"}');
  close(before, 'a');
  const after = tab.load('a again', 'a');
  assert.deepEqual([after.draft.read(), after.edit.read()], ['half a', '{"an":"edit"}']);
  const other = openTab().load('b');
  other.claim(isOpen);
  assert.deepEqual([other.draft.read(), textsOf(other)], ['', []]);
});

test('the message that a draft replies to is stored with it: for a reload, and for the page that takes it over', () => {
  const { shared, openTab, close, isOpen } = createBrowser();
  const tab = openTab();
  const before = tab.load('a');
  before.draft.write('half a');
  before.reply.write('#1');
  close(before, 'a');
  const after = tab.load('a again', 'a');
  assert.equal(after.reply.read(), '#1');
  close(after, 'a again');
  const other = openTab().load('b');
  other.claim(isOpen);
  assert.deepEqual(
    other.offered().map(({ draft, reply }) => [draft, reply]),
    [['half a', '#1']],
  );
  const full = openTab();
  const unstored = full.load('c');
  shared.set('full');
  unstored.draft.write('half b');
  unstored.reply.write('#2');
  assert.equal(full.load('c again', 'c').reply.read(), '#2', 'from the storage of the tab');
});

test('a duplicated tab begins without a draft, and the original keeps its own', () => {
  const { shared, openTab, isOpen, close } = createBrowser();
  const tab = openTab();
  const original = tab.load('a');
  shared.set('full');
  original.draft.write('half a');
  shared.set('works');
  const duplicateTab = openTab(tab.tab.stored);
  const duplicate = duplicateTab.load('b', undefined);
  duplicate.claim(isOpen);
  assert.deepEqual([duplicate.draft.read(), textsOf(duplicate), duplicateTab.tab.stored], ['', [], {}]);
  original.draft.write('half a letter');
  close(original, 'a');
  assert.equal(tab.load('a again', 'a').draft.read(), 'half a letter');
});

for (const [how, end] of [
  ['was closed', 'close'],
  ['crashed', 'crash'],
] as const) {
  test(`one page offers the draft of a page that ${how}, until its user takes or refuses it`, () => {
    const { openTab, isOpen, ...browser } = createBrowser();
    const closed = openTab().load('a');
    closed.draft.write('half a');
    const [one, other] = [openTab().load('b'), openTab().load('c')];
    one.claim(isOpen);
    assert.deepEqual(textsOf(one), [], 'it is open');
    browser[end](closed, 'a');
    for (const page of [one, other]) page.claim(isOpen);
    assert.deepEqual([textsOf(one), textsOf(other)], [['half a'], []]);
    assert.deepEqual([other.removeOffered('a'), one.removeOffered('a'), one.removeOffered('a')], [false, true, false]);
    other.claim(isOpen);
    assert.deepEqual([textsOf(one), textsOf(other)], [[], []]);
  });
}

test('without Web Locks, a page that said that it closes counts as closed, and no other', () => {
  const { openTab, isNotKnown, close, crash } = createBrowser();
  const [closed, crashed] = [openTab().load('a'), openTab().load('b')];
  closed.draft.write('from a');
  crashed.draft.write('from b');
  close(closed, 'a');
  crash(crashed, 'b');
  const next = openTab().load('c');
  next.claim(isNotKnown);
  assert.deepEqual(textsOf(next), ['from a']);
});

test('an offer that nobody decided on goes to the next page', () => {
  const { openTab, isOpen, close, crash } = createBrowser();
  const first = openTab().load('a');
  first.draft.write('half a');
  close(first, 'a');
  const second = openTab().load('b');
  second.claim(isOpen);
  close(second, 'b');
  const third = openTab().load('c');
  third.claim(isOpen);
  assert.deepEqual([textsOf(second), textsOf(third)], [[], ['half a']]);
  crash(third, 'c');
  const fourth = openTab().load('d');
  fourth.claim(isOpen);
  assert.deepEqual(textsOf(fourth), ['half a']);
});

test('the tab of a closed page gets its draft back, and no page offers it any longer', () => {
  const { openTab, isOpen, close } = createBrowser();
  const tab = openTab();
  const before = tab.load('a');
  before.draft.write('half a');
  close(before, 'a');
  const other = openTab().load('b');
  other.claim(isOpen);
  assert.deepEqual(textsOf(other), ['half a']);
  assert.equal(tab.load('a again', 'a').draft.read(), 'half a');
  assert.deepEqual([textsOf(other), other.removeOffered('a')], [[], false]);
});

test('a page that the browser had put aside continues with its draft, unless another page took it', () => {
  const { openTab, isOpen, close } = createBrowser();
  const page = openTab().load('a');
  let takenCount = 0;
  page.onTaken(() => takenCount++);
  page.draft.write('half a');
  close(page, 'a');
  const other = openTab().load('b');
  other.claim(isOpen);
  page.resume();
  assert.deepEqual([page.draft.read(), textsOf(other), takenCount], ['half a', [], 0]);
  close(page, 'a');
  other.claim(isOpen);
  other.removeOffered('a');
  page.resume();
  assert.deepEqual([page.draft.read(), takenCount], ['', 1]);
});

test('a draft that the shared storage does not take survives a reload in its tab, and an older one does not come back', () => {
  const { shared, openTab, isOpen, close } = createBrowser();
  const tab = openTab();
  const before = tab.load('a');
  before.draft.write('old');
  shared.set('full');
  before.draft.write('new');
  assert.equal(before.draft.read(), 'new');
  close(before, 'a');
  const other = openTab().load('b');
  other.claim(isOpen);
  assert.deepEqual(textsOf(other), []);
  const after = tab.load('a again', 'a');
  assert.equal(after.draft.read(), 'new');
  shared.set('works');
  after.draft.write('newer');
  close(after, 'a again');
  assert.equal(tab.load('a once more', 'a again').draft.read(), 'newer');
});

test('a draft that nothing stores lasts as long as the page', () => {
  const { shared, openTab } = createBrowser();
  const tab = openTab();
  const page = tab.load('a');
  for (const storage of [shared, tab.tab]) storage.set('blocked');
  page.draft.write('half a');
  assert.equal(page.draft.read(), 'half a');
});

test('the draft of a page of version 0.1 is read once', () => {
  const { openTab, close } = createBrowser();
  const tab = openTab({ 'mailroom.draft': 'half a', 'mailroom.edit': '{}' });
  const page = tab.load('a', 'a page of version 0.1');
  assert.deepEqual([page.draft.read(), page.edit.read()], ['half a', '{}']);
  page.draft.write('');
  page.edit.write('');
  close(page, 'a');
  assert.equal(tab.load('b', 'a').draft.read(), '');
});
