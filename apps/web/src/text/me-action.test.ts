import assert from 'node:assert/strict';
import test from 'node:test';
import { parseMeAction } from './me-action.ts';

test('the text after /me is the action', () => {
  assert.equal(parseMeAction('/me waves'), 'waves');
  assert.equal(parseMeAction('/me  waves at @Ben\nand leaves '), 'waves at @Ben\nand leaves');
});

test('any other text is not an action', () => {
  for (const text of [
    '',
    '/me',
    '/me ',
    '/me \n',
    '/mewaves',
    ' /me waves',
    '//me waves',
    '/ME waves',
    'a /me waves',
  ]) {
    assert.equal(parseMeAction(text), undefined, text);
  }
});
