// Unusual texts without markup: Unicode that could disturb the rows around it, and text that is invisible though it has a length.

const MARKS =
  '\u0300\u0316\u0301\u0317\u0302\u0318\u0303\u0319\u0308\u0323\u030a\u0324\u030b\u0325\u030c\u0326\u030d\u0329\u030e\u032a';

/** Each once. */
export const unusualText: readonly string[] = [
  // Combining marks up to the limit and beyond.
  `z${MARKS}${MARKS.slice(0, 10)}`,
  `z${MARKS}`.repeat(20),
  `z${MARKS.repeat(4)}`,
  'ก็็็็็็็็็็็็็็็็็็็็',
  'ส็็็็็็็็็็็็็็็็็็็็็็็็็็็็็',
  '༇༄༅ཀྵྶྷྸྐྵ',
  'ꦿꦴꦶꦸꦺ',
  // Wide, tall or long.
  '﷽'.repeat(12),
  '𒐫𒈙⸻꧅'.repeat(6),
  '⸻'.repeat(30),
  'W'.repeat(400),
  '\u00ad'.repeat(60) + 'x',
  'x\u00a0'.repeat(200),
  '\n'.repeat(30) + 'x',
  'x' + '\n'.repeat(30) + 'y',
  '\t'.repeat(40) + 'x',
  // Right to left.
  '\u202etxet desrever\u202c',
  '\u2066\u2067\u2068isolated',
  'שלום (hello) עולם',
  'مرحبا <b>hello</b> بالعالم',
  '\u200f\u200ehints',
  'ab\u061cc',
  // Invisible.
  '',
  ' ',
  '\u00a0',
  '\u200b\u200c\u200d\u2060\ufeff',
  '\u3164',
  '\u2800',
  '\u115f\u1160',
  '\u0000',
  '\u{e0001}\u{e0041}\u{e007f}',
  // Invalid or barely valid Unicode.
  '\ud800',
  'a\udfffb',
  '\ufffe\uffff\u{10ffff}',
  '\ue000\u{f0000}',
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  '👩‍👩‍👧‍👦'.repeat(20),
  '🇩🇪🇫🇷🇩',
  'e\u0301 é',
  'ﬁ ﬃ ſ İ ı ẞ ǅ',
  'Å Å',
  // Strings that programs mishandle.
  'hasOwnProperty',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  '[object Object]',
  '{"text":"no"}',
  '%s %d %n %x',
  '\r\nset-cookie: x=1\r\n\r\n',
  '../../../etc/passwd',
  "' OR 1=1 --",
  '$(reboot)',
  '`reboot`',
  '\u001b[31mred\u001b[0m',
];
