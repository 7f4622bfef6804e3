import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { asTyped, mentions, textPieces, type TextPiece } from './parse-text.ts';

/** Each piece but words as `«type what is in it»`. */
const drawn = (pieces: readonly TextPiece[]): string => pieces.map(drawnPiece).join('');
const drawnPiece = (piece: TextPiece): string => {
  if (piece.type === 'words') return piece.text;
  return `«${piece.type} ${'pieces' in piece ? drawn(piece.pieces) : piece.text}»`;
};
const shows = (cases: readonly (readonly [text: string, expected: string])[]) => {
  for (const [text, expected] of cases) assert.equal(drawn(textPieces(text)), expected, text);
};
const staysWords = (texts: readonly string[]) => shows(texts.map((text) => [text, text]));

test('web addresses are links, without the marks of the sentence around them', () => {
  shows([
    ['see https://example.org.', 'see «link https://example.org».'],
    ['(https://example.org/a_(b)), really', '(«link https://example.org/a_(b)»), really'],
    [
      'https://a.example, http://b.example/?q=1&r=2#top!',
      '«link https://a.example», «link http://b.example/?q=1&r=2#top»!',
    ],
    ['„https://example.org/ü“', '„«link https://example.org/ü»“'],
    ['HTTPS://EXAMPLE.ORG', '«link HTTPS://EXAMPLE.ORG»'],
    ['<https://example.org>', '<«link https://example.org»>'],
    ['[https://a.example/[b]]}', '[«link https://a.example/[b]»]}'],
    ['https://@ann.example/@ben', '«link https://@ann.example/@ben»'],
  ]);
});

test('nothing else is a link', () => {
  staysWords([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://',
    'https://[',
    'example.org',
    'xhttps://a.example',
    'file:///etc',
  ]);
});

test('code stands between backticks in one line, a block between three over any number of lines', () => {
  shows([
    ['run `npm start`.', 'run «code npm start».'],
    ['`a` and `b`', '«code a» and «code b»'],
    ['使用`foo`命令', '使用«code foo»命令'],
    ['```ts\nlet a = `b`;\n```', '«block ts\nlet a = `b`;\n»'],
    ['a ```b``` c', 'a «block b» c'],
    ['`a ``` b`', '«code a ``` b»'],
    ['``` `a`', '``` «code a»'],
    ['` ```a\nb```', '` «block a\nb»'],
    ['`a ```b\n``` c` d`', '`a «block b\n» c«code  d»'],
  ]);
  staysWords(['`', '``', '```', '````', '`a', '`a\nb`', '``a``', '````a````', '```a``', '`a``']);
});

test('nothing in code means anything else', () => {
  shows([
    ['`*a* https://a.example @Ann`', '«code *a* https://a.example @Ann»'],
    ['```**a**\n@Ann```', '«block **a**\n@Ann»'],
    ['*a `b* c`', '*a «code b* c»'],
    ['https://a.example`b', '«link https://a.example»`b'],
    ['https://a.example/`b`', '«link https://a.example/»«code b»'],
  ]);
});

test('a nickname after an at sign is a mention, a mail address is none', () => {
  shows([
    ['@Ann, (@Žofie2) and "@अनु"!', '«mention @Ann», («mention @Žofie2») and "«mention @अनु»"!'],
    ['@@Ann', '@«mention @Ann»'],
    ['❤️@Ann', '❤️«mention @Ann»'],
    ['`a`@Ann', '«code a»«mention @Ann»'],
    ['@7', '«mention @7»'],
  ]);
  staysWords(['@', '@ Ann', '@_Ann', 'ann@example.org', '7@example.org', 'अनु@example.org', '@\u0301']);
});

test('emphasis stands between asterisks, strong words between two; they hold links, code, mentions and each other', () => {
  shows([
    ['*a*', '«emphasis a»'],
    ['a **b c**, d', 'a «strong b c», d'],
    ['(*a*) "**b**"', '(«emphasis a») "«strong b»"'],
    ['*@Ann* `a`*b*', '«emphasis «mention @Ann»» «code a»«emphasis b»'],
    ['*see https://a.example/*b*', '«emphasis see «link https://a.example/*b»»'],
    ['**`a`**', '«strong «code a»»'],
    ['**a *b* c**', '«strong a «emphasis b» c»'],
    ['*a **b** c*', '«emphasis a «strong b» c»'],
    ['*a **b* c**', '«emphasis a **b» c**'],
    ['*a *b* c*', '*a «emphasis b» c*'],
    ['*a*.*b*', '«emphasis a».«emphasis b»'],
    ['*a (b) c* (*d*)', '«emphasis a (b) c» («emphasis d»)'],
    ['*a :( b* (*c :)*)', '«emphasis a :( b» («emphasis c :)»)'],
    ['*a) b* (\n*c) d*', '«emphasis a) b» (\n«emphasis c) d»'],
    ['🎉*a*🎉 ❤️*b*❤️ 1️⃣*c*', '🎉«emphasis a»🎉 ❤️«emphasis b»❤️ 1️⃣«emphasis c»'],
    ['*`...`*', '«emphasis «code ...»»'],
    ['*🇩🇪* *!a*', '«emphasis 🇩🇪» «emphasis !a»'],
    ['*- *a*', '*- «emphasis a»'],
  ]);
});

test('asterisks that mean something else stay words', () => {
  staysWords(['*', '**', '***', '****', '* a', 'a *', '* a *', '* a*', '*a *', '*a', 'a*', '*a\nb*']);
  staysWords(['***a***', '*a**', '**a*', 'a*b*', '1*b*', '*a*b', '*a*1', '𝐚*b*', '*a*𝐚', '*a*️⃣']);
  staysWords(['(a)*b*', '[a]*b*', '{a}*b*', '/*a*', '\\*a*', '*a/*', '*a\\*']);
  staysWords(['2*3*4', '2 * 3 * 4', '(a+b)*(c+d)*(e)', 'a[0]*b[1]*(c)', 'x²*y²*z', 'snake_case_name', '_a_ __b__']);
  staysWords(['src/*.ts, test/*.js', '**/*.ts and **/*.js', 'C:\\*.ts D:\\*', '\\*a\\*', '/*a*/', '/** a */', '*.*']);
  staysWords(['*-*', '*_*', '*^*', 'f*** s**t', '*️⃣a*', 'उ\u093f*a*']);
  staysWords(['int *p, *q;', 'char **argv', '*p++ = *q++;', 'int *a; *(a + 1)', '(void*)p + (char*)q']);
  staysWords(['*(int*)p', 'int (*f)(void*, void*)', '(*p).a*(b)', 'f(*args, **options)']);
});

test('emphasis does not reach across a block or into it', () => {
  shows([
    ['*a ```b``` c*', '*a «block b» c*'],
    ['*block* (*block)*', '«emphasis block» (*block)*'],
  ]);
});

test('who is mentioned is meant however the nickname is spelt in capitals; but not in code, in an address or in a quotation', () => {
  const meant = ['@Ann', 'hi @ann!', '**see *@ANN* there**', '`a` @Ann'];
  for (const text of meant) assert(mentions(text, 'Ann'), text);
  assert(mentions('@Zoe\u0308', 'ZO\u00cb'));
  const notMeant = [
    '',
    'Ann',
    '@Anna',
    '@An',
    '`@Ann`',
    '```@Ann```',
    'https://a.example/@Ann',
    'ben@Ann',
    '@Än',
    '> @Ann',
    '> ```\n> @Ann```',
  ];
  for (const text of notMeant) assert(!mentions(text, 'Ann'), text);
});

test('lines that begin with a mark are quoted; what stands in them is dressed, and a bare mark goes on with them', () => {
  shows([
    ['> a', '«quote «quote-mark > »a»'],
    ['a\n> b\nc', 'a\n«quote «quote-mark > »b»\nc'],
    [
      '> a\n>\n>  b\n\n> c\n',
      '«quote «quote-mark > »a\n«quote-mark >»\n«quote-mark > » b»\n\n«quote «quote-mark > »c»\n',
    ],
    ['> *a* `b`\n> @Ann', '«quote «quote-mark > »«emphasis a» «code b»\n«quote-mark > »«mention @Ann»»'],
    ['> *a\n> b*', '«quote «quote-mark > »*a\n«quote-mark > »b*»'],
    ['> > a', '«quote «quote-mark > »> a»'],
  ]);
  staysWords(['>', '>\n>', '>_<', '>:(', '>>> a', 'a > b', 'a\n>b', ' > a', '->']);
});

test('a block of code is quoted with its marks, and marks in a block are code', () => {
  shows([
    ['> ```\n> a\n> ```', '«quote «quote-mark > »«quoted-block \n«quote-mark > »a\n«quote-mark > »»»'],
    ['```\n> a\n```', '«block \n> a\n»'],
    ['> ```\na\n```', '«quote «quote-mark > »```»\na\n```'],
    ['```a\n> b', '```a\n«quote «quote-mark > »b»'],
  ]);
});

const MARKS = [
  '> ',
  '>',
  '\n> ',
  '\n>\n',
  '*',
  '**',
  '***',
  '`',
  '```',
  '@',
  '(',
  ')',
  '_',
  '.',
  '/',
  '\\',
  ':',
  '!',
  ' ',
  '\n',
];
const WORDS = [
  '@Ann',
  'a',
  'Ä',
  '1',
  'https://a.example',
  'https://',
  '😀',
  '❤️',
  '\u0301',
  '\uD83D',
  '\uDE00',
  '\u200F',
];
const tricky = fc.constantFrom(...MARKS, ...WORDS);
const trickyText = fc.array(tricky, { maxLength: 60, size: 'max' }).map((parts) => parts.join(''));

test('the pieces together are the text, letter for letter', () => {
  for (const text of [
    '',
    'a',
    'https://a.example',
    ' https://a.example\nhttps://b.example) ',
    '))https://a.example((',
  ]) {
    assert.equal(textPieces(text).map(asTyped).join(''), text);
  }
  fc.assert(
    fc.property(trickyText, (text) => assert.equal(textPieces(text).map(asTyped).join(''), text)),
    { numRuns: 5_000 },
  );
});

test('pieces are never empty, words never stand beside words, nothing is lifted out of itself or across lines', () => {
  const isWhole = (pieces: readonly TextPiece[], around: readonly string[]): void => {
    assert(pieces.length > 0);
    for (const [place, piece] of pieces.entries()) {
      if (piece.type === 'words') assert.notEqual(pieces[place + 1]?.type, 'words');
      const isInLine = piece.type === 'code' || around.includes('emphasis') || around.includes('strong');
      if (isInLine) assert(!asTyped(piece).includes('\n'));
      assert(!around.includes(piece.type) && !(around.length > 0 && piece.type === 'block'));
      if ('pieces' in piece) isWhole(piece.pieces, [...around, piece.type]);
      else assert.notEqual(piece.text, '');
    }
  };
  fc.assert(
    fc.property(
      trickyText.filter((text) => text !== ''),
      (text) => isWhole(textPieces(text), []),
    ),
    { numRuns: 5_000 },
  );
});
