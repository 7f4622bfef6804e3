import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultRoomSettings } from '@mailroom/shared';
import { RoomPolicy } from '../room-policy.ts';
import { nicknameKeys } from '../nickname-key.ts';
import { refusalOf } from '../testing/test-room.ts';

const policy = new RoomPolicy(defaultRoomSettings);
const nicknameRefusal = (input: string) => refusalOf(() => policy.parseNickname(input));
const textRefusal = (input: string) => refusalOf(() => policy.parseText(input));

test('N1: a nickname consists of letters and digits of any script', () => {
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
    assert.equal(policy.parseNickname(nickname), nickname.normalize('NFC'));
  }
  assert.equal(policy.parseNickname('Jose\u0301'), 'Jos\u00e9', 'the nickname is normalized to NFC');
});

test('N1: a nickname has at most 16 code points after normalization', () => {
  assert.equal(policy.parseNickname('𠮷'.repeat(16)), '𠮷'.repeat(16));
  assert.equal(policy.parseNickname('e\u0301'.repeat(16)), 'é'.repeat(16));
  assert.deepEqual(nicknameRefusal('a'.repeat(17)), { refusal: 'nickname-invalid', rule: 'too-long', limit: 16 });
  assert.deepEqual(nicknameRefusal(''), { refusal: 'nickname-invalid', rule: 'empty', limit: 16 });
});

test('N2: a nickname with any other character is refused', () => {
  const invalidNicknames = [
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
    '\u{13441}',
    'bob\u{13442}',
    'bob\u{16fe4}',
    'bob\u{1107f}',
    'bob\u{13440}',
    'bob\u{1bc9d}',
    '\u202ebob',
    'b\u0000b',
    'b\u00adob',
    '\ud800',
  ];
  for (const nickname of invalidNicknames) {
    assert.deepEqual(
      nicknameRefusal(nickname),
      { refusal: 'nickname-invalid', rule: 'not-letters-or-digits', limit: 16 },
      JSON.stringify(nickname),
    );
  }
});

test('N3: a letter with more than 3 combining marks is refused', () => {
  assert.equal(policy.parseNickname('x\u0301\u0302\u0303'), 'x\u0301\u0302\u0303');
  assert.deepEqual(nicknameRefusal('x\u0301\u0302\u0303\u0304'), {
    refusal: 'nickname-invalid',
    rule: 'too-many-marks',
    limit: 16,
  });
});

const lookAlike = (one: string, other: string) => nicknameKeys(one).some((key) => nicknameKeys(other).includes(key));

test('N4: nicknames that look alike share a key', () => {
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
    ['Alice', 'Aliϲe', 'ΑLIϹE'],
    ['Cleo', 'Ϲleo'],
    ['Mufe', 'Muſe'],
    ['Annh', 'Annʰ'],
    ['アン', 'ｱﾝ'],
    // In one name, characters that different parts of the folding know.
    ['Chuckh', 'Ϲhuϲkʰ', 'ϲʰuckh'],
    // Pairs of the pixel scan.
    ['Max', 'Ma\u2CAD', 'MA\u2CAC'],
    ['Пп', '\u2CA1\u2CA1'],
    ['مؤمن', 'م\uFE85من'],
    ['رئيس', 'ر\uFE89يس'],
    ['Ann0', 'Ann\u1C50'],
    ['Ѵѵ', '\u2C71\u2C71'],
    ['Ɵne', '\u2C90ne', '\u2C91ne'],
    ['Lȥ', 'L\u1D8E'],
    ['Шаша', 'Ша\uA7FAа'],
    ['Чук', '\uA78Dук'],
    ['Иван', '\u0376ван', '\u2D4Dван'],
    ['\u1823\u1825', '\u1824\u1826'],
    ['Alice', 'A\u{1102D}ice'],
    ['ẟelta', '\u2CDDelta'],
    ['Liᴢ', 'Li\u2D2D'],
    ['Θea', 'ϴea', 'ʘea', '\uA668ea'],
    ['ҟatӽ', '\uA741at\u1D8D'],
    ['Ũmũ', 'Ṵmṵ', 'ṵmṵ'],
    ['\u1109\u110A\u110B', '\u11B9\u11BA\u11BB', '\u3145\u3146\u3147'],
    // Digits of other scripts, and marks that hide.
    ['Ann1', 'Ann١', 'Ann１', 'Annl', 'Annˡ'],
    ['Bob', 'Bo\u05C4b', 'Bo\u05C5b'],
  ]) {
    for (const other of others) assert(lookAlike(nickname ?? '', other), `${nickname} ${other}`);
  }
});

test('N4: nicknames that do not look alike share no key', () => {
  for (const [one, other] of [
    ['Nick', 'Vick'],
    ['ann', 'anna'],
    ['Ben', 'Bea'],
    ['Нева', 'Нина'],
    ['Ana', 'Anna'],
    ['Lea', 'Léa'],
    ['Jörg', 'Jorg'],
    ['田中', '由中'],
    ['未来', '末来'],
    ['大山', '犬山'],
    ['جمال', 'حمال'],
    ['Clara', 'Dara'],
    ['Savvas', 'Sawas'],
    ['Ŝan', 'Šan'],
    ['กา', 'ถา'],
    ['ぼく', 'ぽく'],
    ['בן', 'כן'],
    ['갓아', '가싸'],
    ['값', '갓'],
    ['강', '갖'],
    ['Umu', 'Ũmũ'],
  ] as const) {
    assert(!lookAlike(one, other), `${one} ${other}`);
  }
});

test('N4: a key is a key of itself, for every character', () => {
  for (let code = 0x21; code < 0x2ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    for (const key of nicknameKeys(String.fromCodePoint(code))) {
      if (!nicknameKeys(key).includes(key)) assert.fail(`${code.toString(16)}: ${key}`);
    }
  }
});

test('N6: a reserved nickname is refused, and so is one that looks like it', () => {
  const reserving = new RoomPolicy({ ...defaultRoomSettings, reservedNicknames: ['Boss'] });
  const refused = { refusal: 'nickname-invalid', rule: 'reserved', limit: 16 };
  for (const nickname of ['Admin', 'ADM1N', 'аdmin', 'System', 'Everyone', 'you', 'Raum', 'Boss', 'b0ss', 'BОSS']) {
    assert.throws(() => reserving.parseNickname(nickname), { refusal: refused }, nickname);
  }
  for (const nickname of ['Ali', 'Adminton', 'Younes', 'Bob'])
    assert.equal(reserving.parseNickname(nickname), nickname);
  assert.equal(policy.parseNickname('Boss'), 'Boss');
});

test('N5: nicknames that differ in accents share no key', () => {
  assert(!lookAlike('José', 'Jose'));
});

test('T1: a text with more than 2,000 code points is refused with the limit', () => {
  for (const text of ['x'.repeat(2_000), '漢'.repeat(2_000), '🦉'.repeat(2_000), 'e\u0301'.repeat(2_000)]) {
    assert.equal(policy.parseText(text), text.normalize('NFC'));
  }
  assert.deepEqual(textRefusal('🦉'.repeat(2_001)), { refusal: 'text-invalid', rule: 'too-long', limit: 2_000 });
});

test('T1: a text can begin with a slash or contain markup', () => {
  for (const text of ['/usr/bin/x', '/me waves', '//', '<b>&amp;</b>']) assert.equal(policy.parseText(text), text);
});

test('T2: a text without a visible character is refused', () => {
  const invisible = ['', ' ', '\n\n\t', '\u200b\u2060', '\u3164', '\u2800', '\u0007', '\ufe0f'];
  // Browsers draw nothing for these, although Unicode does not list them as ignorable.
  const blank = ['\ufff9\ufffa\ufffb', '\ufffc', '\uffff', '\u{13441}\u{13442}', '\u{1d159}'];
  for (const text of [...invisible, ...blank]) {
    assert.deepEqual(textRefusal(text), { refusal: 'text-invalid', rule: 'empty', limit: 2_000 }, JSON.stringify(text));
  }
});

test('T3: a text is normalized: NFC, line breaks, control characters, bidi controls', () => {
  assert.equal(policy.parseText('a\r\nb\rc\td'), 'a\nb\nc\td');
  assert.equal(policy.parseText('a\vb\fc\u0085d\u2028e\u2029f'), 'a\nb\nc\nd\ne\nf');
  assert.equal(policy.parseText('\u0000a\u0007b\u009fc\u202ed\u2066e\u2069'), 'abcde');
  assert.equal(policy.parseText('Jose\u0301'), 'Jos\u00e9');
  assert.equal(policy.parseText('👨‍👩‍👧 \u200fשלום'), '👨‍👩‍👧 \u200fשלום', 'joiners and direction marks are kept');
});

test('T4: a text with an unpaired surrogate is refused', () => {
  assert.deepEqual(textRefusal('a\ud83e'), { refusal: 'text-invalid', rule: 'not-unicode', limit: 2_000 });
});

test('T6: more than 30 combining marks in a row are refused before normalization', () => {
  const marks = (count: number) => `a${'\u0300\u0316'.repeat(count / 2)}`;
  assert.equal(policy.parseText(marks(30)).length, 30, 'normalization composes one of them with the letter');
  assert.deepEqual(textRefusal(marks(32)), { refusal: 'text-invalid', rule: 'too-many-marks', limit: 2_000 });
  assert.deepEqual(
    refusalOf(() => policy.parseReason(marks(32))),
    { refusal: 'reason-invalid', rule: 'too-many-marks', limit: 32 },
  );
});

test('T5: a reason is one line of at most 32 code points, and may be empty', () => {
  assert.equal(policy.parseReason(''), '');
  assert.equal(policy.parseReason(' off\nto  bed\u202e '), 'off to bed');
  assert.equal(policy.parseReason('z'.repeat(32)), 'z'.repeat(32));
  assert.deepEqual(
    refusalOf(() => policy.parseReason('z'.repeat(33))),
    { refusal: 'reason-invalid', rule: 'too-long', limit: 32 },
  );
});
