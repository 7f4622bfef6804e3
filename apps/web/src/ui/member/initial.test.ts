import assert from 'node:assert/strict';
import test from 'node:test';
import { initialOf } from './initial.ts';

test('the initial of a nickname is its first letter with its marks, as a capital', () => {
  const initials = {
    ann: 'A',
    Ben: 'B',
    élan: 'É',
    'e\u0301lan': 'E\u0301',
    ßig: 'ß',
    '1st': '1',
    жук: 'Ж',
    李: '李',
    𝒜bc: '𝒜',
    ǆ: 'Ǆ',
    '': '',
  };
  for (const [nickname, initial] of Object.entries(initials)) assert.equal(initialOf(nickname), initial);
});
