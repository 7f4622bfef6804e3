import assert from 'node:assert/strict';
import test from 'node:test';
import { digest } from '@mailroom/shared';
import { DraftStore, unsentText } from './draft-store.ts';

const storedText = (text = '') => ({
  text,
  read() {
    return this.text;
  },
  write(newText: string) {
    this.text = newText;
  },
});
/** The storage of one tab, in which Ann is a member. */
const createTab = () => ({ draft: storedText(), reply: storedText(), edit: storedText(), memberId: 'ann' });
const editOf = (mutationId: string, text = `text of ${mutationId}`) => ({ mutationId, originalText: text, text });

test('an edit hides the draft, and ending the edit shows it again', () => {
  const store = new DraftStore(createTab());
  store.setText('half a');
  store.startEdit(editOf('#1'));
  assert.equal(store.getState().text, 'text of #1');
  store.setText('better');
  assert.deepEqual(store.getState().edit, { mutationId: '#1', originalText: 'text of #1', text: 'better' });
  store.endEdit();
  assert.equal(store.getState().text, 'half a');
});

test('the draft and the edit survive a reload', () => {
  const tab = createTab();
  const store = new DraftStore(tab);
  store.setText('half a');
  store.startEdit(editOf('#1'));
  store.setText('better');
  const reloaded = new DraftStore(tab);
  assert.deepEqual(reloaded.getState(), store.getState());
  reloaded.endEdit();
  assert.equal(new DraftStore(tab).getState().text, 'half a');
});

test('an edit that an earlier version of the page stored is read', () => {
  const edit = storedText('{"memberId":"ann","edit":{"line":"#1","before":"helo","text":"hello"}}');
  assert.deepEqual(new DraftStore({ ...createTab(), edit }).getState().edit, {
    mutationId: digest('#1'),
    originalText: 'helo',
    text: 'hello',
  });
});

test('after a reload as another member, the changed text of the edit is in the draft', () => {
  const tab = createTab();
  const store = new DraftStore(tab);
  store.setText('half a');
  store.startEdit(editOf('#1'));
  const ben = { ...tab, memberId: 'ben' };
  assert.equal(new DraftStore(ben).getState().text, 'half a', 'an unchanged text is not restored');
  store.startEdit(editOf('#2'));
  store.setText('/better');
  assert.deepEqual(new DraftStore(ben).getState(), {
    text: '//better\nhalf a',
    draft: '//better\nhalf a',
    replyTo: undefined,
    edit: undefined,
    rejected: undefined,
  });
  assert.equal(new DraftStore(ben).getState().text, '//better\nhalf a', 'the text is restored once');
});

test('after setMember, only edits started from then on belong to the new member', () => {
  const tab = createTab();
  const store = new DraftStore(tab);
  store.startEdit(editOf('#1'));
  store.setText('changed');
  store.setMember('anna');
  assert.equal(new DraftStore({ ...tab, memberId: 'ann' }).getState().edit?.mutationId, '#1');
  store.endEdit();
  store.startEdit(editOf('#2'));
  store.setText('better');
  assert.equal(new DraftStore({ ...tab, memberId: 'anna' }).getState().edit?.text, 'better');
});

test('starting another edit moves the changed text of the earlier one to the draft', () => {
  const store = new DraftStore(createTab());
  store.startEdit(editOf('#1'));
  store.startEdit(editOf('#2'));
  store.setText('changed');
  store.startEdit(editOf('#3'));
  store.endEdit();
  assert.equal(store.getState().text, 'changed');
});

test('unsent texts are restored to the draft, not to the edited message', () => {
  const store = new DraftStore(createTab());
  store.setText('half a');
  store.startEdit(editOf('#1'));
  store.restoreTexts([{ text: '/one' }, { text: 'two' }]);
  assert.equal(store.getState().text, 'text of #1');
  store.endEdit();
  assert.equal(store.getState().text, '//one\ntwo\nhalf a');
});

test('takeUnsentTexts ends the edit and returns its text if it was changed', () => {
  const store = new DraftStore(createTab());
  store.startEdit(editOf('#1'));
  assert.deepEqual(store.takeUnsentTexts(), []);
  store.startEdit(editOf('#1'));
  store.setText('better');
  assert.deepEqual(store.takeUnsentTexts(), ['better']);
  assert.equal(store.getState().edit, undefined);
});

test('an unreadable stored edit is ignored', () => {
  for (const text of ['nonsense', '{}', '{"memberId":"ann","edit":{"line":1}}']) {
    assert.equal(new DraftStore({ ...createTab(), edit: storedText(text) }).getState().edit, undefined);
  }
});

test('the text of a closed page goes in front of the draft, and is not a command there', () => {
  const store = new DraftStore(createTab());
  store.adoptText({ text: '/nick Anna' });
  assert.equal(store.getState().text, '/nick Anna');
  store.adoptText({ text: '/me waves' });
  store.adoptText({ text: '/help' });
  assert.equal(store.getState().text, '//help\n/me waves\n/nick Anna');
  store.clear();
  assert.equal(store.getState().text, '');
});

test('the unsent text of a closed page is its draft, after the changed text of its edit', () => {
  const tab = createTab();
  const store = new DraftStore(tab);
  store.setText('half a');
  const unsent = () => unsentText({ draft: tab.draft.text, edit: tab.edit.text });
  assert.equal(unsent(), 'half a');
  store.startEdit(editOf('#1'));
  assert.equal(unsent(), 'half a');
  store.setText('better');
  assert.equal(unsent(), 'better\nhalf a');
});

test('a reply belongs to the draft: it survives a reload and an edit, and ends with it', () => {
  const tab = createTab();
  const store = new DraftStore(tab);
  store.setText('half a');
  store.startReply('#1');
  store.startEdit(editOf('#2'));
  assert.equal(new DraftStore(tab).getState().replyTo, '#1');
  store.endEdit();
  assert.deepEqual([store.getState().text, store.getState().replyTo], ['half a', '#1']);
  store.clearDraft();
  assert.deepEqual([store.getState().text, store.getState().replyTo], ['', undefined]);
});

test('a reply can be given up without its text, and takes over the text of an edit', () => {
  const store = new DraftStore(createTab());
  store.startEdit(editOf('#2'));
  store.setText('better');
  store.startReply('#1');
  assert.deepEqual([store.getState().text, store.getState().edit], ['better', undefined]);
  store.endReply();
  assert.deepEqual([store.getState().text, store.getState().replyTo], ['better', undefined]);
});

test('the text of a closed page stays a reply if it is all that the draft holds', () => {
  const store = new DraftStore(createTab());
  store.adoptText({ text: 'yes', replyTo: '#1' });
  assert.equal(store.getState().replyTo, '#1');
  store.startReply('#2');
  store.adoptText({ text: 'no', replyTo: '#3' });
  assert.deepEqual([store.getState().text, store.getState().replyTo], ['no\nyes', '#2']);
});

test('a text that is put into an empty draft does not end a reply that the user has begun', () => {
  for (const put of [
    (store: DraftStore) => store.restoreTexts([{ text: 'yes' }]),
    (store: DraftStore) => store.adoptText({ text: 'yes' }),
  ]) {
    const store = new DraftStore(createTab());
    store.startReply('#1');
    put(store);
    assert.deepEqual([store.getState().text, store.getState().replyTo], ['yes', '#1']);
  }
});

test('a restored text stays a reply if it is all that the draft holds', () => {
  const [alone, before, several] = [createTab(), createTab(), createTab()].map((tab) => new DraftStore(tab)) as [
    DraftStore,
    DraftStore,
    DraftStore,
  ];
  alone.restoreTexts([{ text: 'yes', replyTo: '#1' }]);
  before.setText('half a');
  before.restoreTexts([{ text: 'yes', replyTo: '#1' }]);
  several.restoreTexts([{ text: 'yes', replyTo: '#1' }, { text: 'no' }]);
  assert.deepEqual(
    [alone, before, several].map((store) => [store.getState().text, store.getState().replyTo]),
    [
      ['yes', '#1'],
      ['yes\nhalf a', undefined],
      ['yes\nno', undefined],
    ],
  );
  before.startReply('#2');
  before.restoreTexts([]);
  before.restoreTexts([{ text: 'no', replyTo: '#3' }]);
  assert.equal(before.getState().replyTo, '#2');
});
