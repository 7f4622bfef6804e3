import assert from 'node:assert/strict';
import test from 'node:test';
import { actionIn } from './me-action.ts';

test('what follows /me is what its writer does', () => {
  assert.equal(actionIn('/me waves'), 'waves');
  assert.equal(actionIn('/me  waves at @Ben\nand leaves '), 'waves at @Ben\nand leaves');
});

test('anything else is said', () => {
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
    assert.equal(actionIn(text), undefined, text);
  }
});
