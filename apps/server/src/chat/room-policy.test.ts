import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultSettings } from '@mailroom/shared';
import { RoomPolicy } from './room-policy.ts';
import { nicknameKeys } from './nickname-key.ts';
import { refusalOf } from './testing/test-room.ts';

const rules = new RoomPolicy(defaultSettings);
const refusedNickname = (typed: string) => refusalOf(() => rules.parseNickname(typed));
const refusedText = (typed: string) => refusalOf(() => rules.parseText(typed));

test('N1: letters and digits of any script are nicknames', () => {
  for (const nickname of [
    'Ann',
    'bob7',
    'José',
    'Łukasz',
    'Ольга',
    '李小龍',
    'محمد',
    'नमस्ते',
    'ไทย',
    '한글',
    '４２',
    'ẞ',
    '𠮷野家',
  ]) {
    assert.equal(rules.parseNickname(nickname), nickname.normalize('NFC'));
  }
  assert.equal(rules.parseNickname('Jose\u0301'), 'Jos\u00e9', 'in NFC');
});

test('N1: sixteen code points are the most, counted after normalisation', () => {
  assert.equal(rules.parseNickname('𠮷'.repeat(16)), '𠮷'.repeat(16));
  assert.equal(rules.parseNickname('e\u0301'.repeat(16)), 'é'.repeat(16));
  assert.deepEqual(refusedNickname('a'.repeat(17)), { refusal: 'nickname-invalid', rule: 'too-long', limit: 16 });
  assert.deepEqual(refusedNickname(''), { refusal: 'nickname-invalid', rule: 'empty', limit: 16 });
});

test('N2: anything else is refused whole', () => {
  const notNicknames = [
    'bob\n',
    ' bob',
    'bo b',
    'bob!',
    '<b>',
    '🦉',
    '\u0301bob',
    'b\u200bob',
    'b\u200dob',
    'bob\u3164',
    '\u202ebob',
    'b\u0000b',
    'b\u00adob',
    '\ud800',
  ];
  for (const typed of notNicknames) {
    assert.deepEqual(
      refusedNickname(typed),
      { refusal: 'nickname-invalid', rule: 'not-letters-or-digits', limit: 16 },
      JSON.stringify(typed),
    );
  }
});

test('N3: marks do not pile up', () => {
  assert.equal(rules.parseNickname('x\u0301\u0302\u0303'), 'x\u0301\u0302\u0303');
  assert.deepEqual(refusedNickname('x\u0301\u0302\u0303\u0304'), {
    refusal: 'nickname-invalid',
    rule: 'too-many-marks',
    limit: 16,
  });
});

const lookAlike = (one: string, other: string) => nicknameKeys(one).some((key) => nicknameKeys(other).includes(key));

test('N4: nicknames that look alike are one', () => {
  for (const [nickname, ...others] of [
    ['admin', 'Admin', 'ADMIN', 'adm1n', 'admln', 'аdmin', 'Αdmin', 'ａｄｍｉｎ', 'ADΜIN'],
    ['mike', 'rnike', 'MIKE', 'm1ke', 'Μike', 'Мike'],
    ['bob', 'b0b', 'BOB', 'Βob', 'Вob', 'Ьоb'],
    ['paypal', 'раураl', 'PayPa1'],
    ['José', 'Jose\u0301', 'JOSÉ'],
    ['Βασίλης', 'βασίλης', 'ΒΑΣΊΛΗΣ'],
    ['Нева', 'нева', 'НЕВА'],
    ['Tom', 'Тom'],
    ['Harry', 'Ηarry'],
    ['Nick', 'Νick'],
    ['Kate', 'Кate'],
    ['Zoe', 'Ζoe'],
    ['Sam', 'Տam'],
  ]) {
    for (const other of others) assert(lookAlike(nickname ?? '', other), `${nickname} ${other}`);
  }
});

test('N4: nicknames that do not look alike are two', () => {
  for (const [one, other] of [
    ['Nick', 'Vick'],
    ['ann', 'anna'],
    ['Ben', 'Bea'],
    ['Нева', 'Нина'],
  ] as const) {
    assert(!lookAlike(one, other), `${one} ${other}`);
  }
});

test('N4: a key is its own key, whatever the nickname', () => {
  for (let code = 0x21; code < 0x2ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    for (const key of nicknameKeys(String.fromCodePoint(code))) {
      const again = nicknameKeys(key);
      if (again.length !== 1 || again[0] !== key) assert.deepEqual(again, [key], code.toString(16));
    }
  }
});

test('N5: accents make another nickname', () => {
  assert(!lookAlike('José', 'Jose'));
});

test('T1: a text has 256 code points at most, and what is longer is refused with the limit', () => {
  for (const text of ['x'.repeat(256), '漢'.repeat(256), '🦉'.repeat(256), 'e\u0301'.repeat(256)]) {
    assert.equal(rules.parseText(text), text.normalize('NFC'));
  }
  assert.deepEqual(refusedText('🦉'.repeat(257)), { refusal: 'text-invalid', rule: 'too-long', limit: 256 });
});

test('T1: words with a slash are words', () => {
  for (const text of ['/usr/bin/x', '/me waves', '//', '<b>&amp;</b>']) assert.equal(rules.parseText(text), text);
});

test('T2: a text of which nothing would be seen is refused', () => {
  for (const text of ['', ' ', '\n\n\t', '\u200b\u2060', '\u3164', '\u2800', '\u0007', '\ufe0f']) {
    assert.deepEqual(refusedText(text), { refusal: 'text-invalid', rule: 'empty', limit: 256 }, JSON.stringify(text));
  }
});

test('T3: what is no text is taken out of it', () => {
  assert.equal(rules.parseText('a\r\nb\rc\td'), 'a\nb\nc\td');
  assert.equal(rules.parseText('a\vb\fc\u0085d\u2028e\u2029f'), 'a\nb\nc\nd\ne\nf');
  assert.equal(rules.parseText('\u0000a\u0007b\u009fc\u202ed\u2066e\u2069'), 'abcde');
  assert.equal(rules.parseText('Jose\u0301'), 'Jos\u00e9');
  assert.equal(rules.parseText('👨‍👩‍👧 \u200fשלום'), '👨‍👩‍👧 \u200fשלום', 'joiners and direction marks stay');
});

test('T4: half a character is refused', () => {
  assert.deepEqual(refusedText('a\ud83e'), { refusal: 'text-invalid', rule: 'not-unicode', limit: 256 });
});

test('T6: more than 30 marks in a row are refused, before anything is done with them', () => {
  const marks = (count: number) => `a${'\u0300\u0316'.repeat(count / 2)}`;
  assert.equal(rules.parseText(marks(30)).length, 30, 'one of them is part of the letter now');
  assert.deepEqual(refusedText(marks(32)), { refusal: 'text-invalid', rule: 'too-many-marks', limit: 256 });
  assert.deepEqual(
    refusalOf(() => rules.parseReason(marks(32))),
    { refusal: 'reason-invalid', rule: 'too-many-marks', limit: 32 },
  );
});

test('T5: a reason is one line of at most 32 code points', () => {
  assert.equal(rules.parseReason(''), '');
  assert.equal(rules.parseReason(' off\nto  bed\u202e '), 'off to bed');
  assert.equal(rules.parseReason('z'.repeat(32)), 'z'.repeat(32));
  assert.deepEqual(
    refusalOf(() => rules.parseReason('z'.repeat(33))),
    { refusal: 'reason-invalid', rule: 'too-long', limit: 32 },
  );
});
