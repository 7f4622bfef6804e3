import assert from 'node:assert/strict';
import test from 'node:test';
import { Writing } from './draft-store.ts';

const kept = (text = '') => ({
  text,
  read() {
    return this.text;
  },
  write(written: string) {
    this.text = written;
  },
});
const tab = () => ({ draft: kept(), edit: kept(), memberId: 'ann' });
const line = (id: string, text = `text of ${id}`) => ({ line: id, before: text, text });

test('while a line is edited the draft is put aside, and comes back', () => {
  const writing = new Writing(tab());
  writing.write('half a');
  writing.edit(line('#1'));
  assert.equal(writing.written().text, 'text of #1');
  writing.write('better');
  assert.deepEqual(writing.written().edit, { line: '#1', before: 'text of #1', text: 'better' });
  writing.endEdit();
  assert.equal(writing.written().text, 'half a');
});

test('a reload keeps both', () => {
  const mine = tab();
  const writing = new Writing(mine);
  writing.write('half a');
  writing.edit(line('#1'));
  writing.write('better');
  const again = new Writing(mine);
  assert.deepEqual(again.written(), writing.written());
  again.endEdit();
  assert.equal(new Writing(mine).written().text, 'half a');
});

test('who comes in as somebody else finds in the draft what they had changed of a line', () => {
  const mine = tab();
  const writing = new Writing(mine);
  writing.write('half a');
  writing.edit(line('#1'));
  assert.equal(new Writing({ ...mine, memberId: 'ben' }).written().text, 'half a', 'what was not changed is no loss');
  writing.edit(line('#2'));
  writing.write('/better');
  const other = new Writing({ ...mine, memberId: 'ben' });
  assert.deepEqual(other.written(), {
    text: '//better\nhalf a',
    draft: '//better\nhalf a',
    edit: undefined,
    refused: undefined,
  });
  assert.equal(new Writing({ ...mine, memberId: 'ben' }).written().text, '//better\nhalf a', 'once');
});

test('who is in the room as another member edits on as that one after a reload; a line of the one before goes to the draft', () => {
  const mine = tab();
  const writing = new Writing(mine);
  writing.edit(line('#1'));
  writing.write('changed');
  writing.belongTo('anna');
  assert.equal(new Writing({ ...mine, memberId: 'ann' }).written().edit?.line, '#1', 'until it is in hand no more');
  writing.endEdit();
  writing.edit(line('#2'));
  writing.write('better');
  assert.equal(new Writing({ ...mine, memberId: 'anna' }).written().edit?.text, 'better');
});

test('who turns to another line loses nothing of the one before', () => {
  const writing = new Writing(tab());
  writing.edit(line('#1'));
  writing.edit(line('#2'));
  writing.write('changed');
  writing.edit(line('#3'));
  writing.endEdit();
  assert.equal(writing.written().text, 'changed');
});

test('what could not be said comes back to the draft, not into the line that is edited', () => {
  const writing = new Writing(tab());
  writing.write('half a');
  writing.edit(line('#1'));
  writing.giveBack(['/one', 'two']);
  assert.equal(writing.written().text, 'text of #1');
  writing.endEdit();
  assert.equal(writing.written().text, '//one\ntwo\nhalf a');
});

test('whoever goes takes along what they had changed', () => {
  const writing = new Writing(tab());
  writing.edit(line('#1'));
  assert.deepEqual(writing.stop(), []);
  writing.edit(line('#1'));
  writing.write('better');
  assert.deepEqual(writing.stop(), ['better']);
  assert.equal(writing.written().edit, undefined);
});

test('what others put into the storage does no harm', () => {
  for (const text of ['nonsense', '{}', '{"memberId":"ann","edit":{"line":1}}']) {
    assert.equal(new Writing({ ...tab(), edit: kept(text) }).written().edit, undefined);
  }
});
