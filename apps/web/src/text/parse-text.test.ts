import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { toSource, type TextNode } from './nodes.ts';
import { mentionsMember, parseText } from './parse-text.ts';

/** Formats each node but text as `«type content»`. */
const format = (nodes: readonly TextNode[]): string => nodes.map(formatNode).join('');
const formatNode = (node: TextNode): string => {
  if (node.type === 'text') return node.text;
  return `«${node.type} ${'children' in node ? format(node.children) : node.text}»`;
};
const assertParses = (cases: readonly (readonly [text: string, expected: string])[]) => {
  for (const [text, expected] of cases) assert.equal(format(parseText(text)), expected, text);
};
const assertPlain = (texts: readonly string[]) => assertParses(texts.map((text) => [text, text]));

test('an http or https URL is a link, without the punctuation of the sentence around it', () => {
  assertParses([
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
  assertPlain([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://',
    'https://[',
    'example.org',
    'xhttps://a.example',
    'file:///etc',
  ]);
});

test('inline code is between backticks within a line; a code block is between three backticks and can span lines', () => {
  assertParses([
    ['run `npm start`.', 'run «inlineCode npm start».'],
    ['`a` and `b`', '«inlineCode a» and «inlineCode b»'],
    ['使用`foo`命令', '使用«inlineCode foo»命令'],
    ['```ts\nlet a = `b`;\n```', '«code ts\nlet a = `b`;\n»'],
    ['a ```b``` c', 'a «code b» c'],
    ['`a ``` b`', '«inlineCode a ``` b»'],
    ['``` `a`', '``` «inlineCode a»'],
    ['` ```a\nb```', '` «code a\nb»'],
    ['`a ```b\n``` c` d`', '`a «code b\n» c«inlineCode  d»'],
  ]);
  assertPlain(['`', '``', '```', '````', '`a', '`a\nb`', '``a``', '````a````', '```a``', '`a``']);
});

test('code contains no other markup', () => {
  assertParses([
    ['`*a* https://a.example @Ann`', '«inlineCode *a* https://a.example @Ann»'],
    ['```**a**\n@Ann```', '«code **a**\n@Ann»'],
    ['*a `b* c`', '*a «inlineCode b* c»'],
    ['https://a.example`b', '«link https://a.example»`b'],
    ['https://a.example/`b`', '«link https://a.example/»«inlineCode b»'],
  ]);
});

test('a nickname after an at sign is a mention; an e-mail address is not', () => {
  assertParses([
    ['@Ann, (@Žofie2) and "@अनु"!', '«mention @Ann», («mention @Žofie2») and "«mention @अनु»"!'],
    ['@@Ann', '@«mention @Ann»'],
    ['❤️@Ann', '❤️«mention @Ann»'],
    ['`a`@Ann', '«inlineCode a»«mention @Ann»'],
    ['@7', '«mention @7»'],
  ]);
  assertPlain(['@', '@ Ann', '@_Ann', 'ann@example.org', '7@example.org', '@\u0301']);
});

test('emphasis is between asterisks, strong between two; both can contain links, code, mentions and each other', () => {
  assertParses([
    ['*a*', '«emphasis a»'],
    ['a **b c**, d', 'a «strong b c», d'],
    ['(*a*) "**b**"', '(«emphasis a») "«strong b»"'],
    ['*@Ann* `a`*b*', '«emphasis «mention @Ann»» «inlineCode a»«emphasis b»'],
    ['*see https://a.example/*b*', '«emphasis see «link https://a.example/*b»»'],
    ['**`a`**', '«strong «inlineCode a»»'],
    ['**a *b* c**', '«strong a «emphasis b» c»'],
    ['*a **b** c*', '«emphasis a «strong b» c»'],
    ['*a **b* c**', '«emphasis a **b» c**'],
    ['*a *b* c*', '*a «emphasis b» c*'],
    ['*a*.*b*', '«emphasis a».«emphasis b»'],
    ['*a (b) c* (*d*)', '«emphasis a (b) c» («emphasis d»)'],
    ['*a :( b* (*c :)*)', '«emphasis a :( b» («emphasis c :)»)'],
    ['*a) b* (\n*c) d*', '«emphasis a) b» (\n«emphasis c) d»'],
    ['🎉*a*🎉 ❤️*b*❤️ 1️⃣*c*', '🎉«emphasis a»🎉 ❤️«emphasis b»❤️ 1️⃣«emphasis c»'],
    ['*`...`*', '«emphasis «inlineCode ...»»'],
    ['*🇩🇪* *!a*', '«emphasis 🇩🇪» «emphasis !a»'],
    ['*- *a*', '*- «emphasis a»'],
  ]);
});

test('asterisks with another meaning stay text', () => {
  assertPlain(['*', '**', '***', '****', '* a', 'a *', '* a *', '* a*', '*a *', '*a', 'a*', '*a\nb*']);
  assertPlain(['***a***', '*a**', '**a*', 'a*b*', '1*b*', '*a*b', '*a*1', '𝐚*b*', '*a*𝐚', '*a*️⃣']);
  assertPlain(['(a)*b*', '[a]*b*', '{a}*b*', '/*a*', '\\*a*', '*a/*', '*a\\*']);
  assertPlain(['2*3*4', '2 * 3 * 4', '(a+b)*(c+d)*(e)', 'a[0]*b[1]*(c)', 'x²*y²*z', 'snake_case_name', '_a_ __b__']);
  assertPlain(['src/*.ts, test/*.js', '**/*.ts and **/*.js', 'C:\\*.ts D:\\*', '\\*a\\*', '/*a*/', '/** a */', '*.*']);
  assertPlain(['*-*', '*_*', '*^*', 'f*** s**t', '*️⃣a*', 'उ\u093f*a*']);
  assertPlain(['int *p, *q;', 'char **argv', '*p++ = *q++;', 'int *a; *(a + 1)', '(void*)p + (char*)q']);
  assertPlain(['*(int*)p', 'int (*f)(void*, void*)', '(*p).a*(b)', 'f(*args, **options)']);
});

test('emphasis does not cross a code block', () => {
  assertParses([
    ['*a ```b``` c*', '*a «code b» c*'],
    ['*block* (*block)*', '«emphasis block» (*block)*'],
  ]);
});

test('a mention ignores case and normalization; in code, links and quotes there are no mentions', () => {
  const mentioning = ['@Ann', 'hi @ann!', '**see *@ANN* there**', '`a` @Ann'];
  for (const text of mentioning) assert(mentionsMember(text, 'Ann', new Map()), text);
  assert(mentionsMember('@Zoe\u0308', 'ZO\u00cb', new Map()));
  const others = [
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
  for (const text of others) assert(!mentionsMember(text, 'Ann', new Map()), text);
});

test('lines that start with a quote marker are quoted and can contain markup; a bare marker continues the quote', () => {
  assertParses([
    ['> a', '«blockquote «quoteMarker > »a»'],
    ['a\n> b\nc', 'a\n«blockquote «quoteMarker > »b»\nc'],
    [
      '> a\n>\n>  b\n\n> c\n',
      '«blockquote «quoteMarker > »a\n«quoteMarker >»\n«quoteMarker > » b»\n\n«blockquote «quoteMarker > »c»\n',
    ],
    ['> *a* `b`\n> @Ann', '«blockquote «quoteMarker > »«emphasis a» «inlineCode b»\n«quoteMarker > »«mention @Ann»»'],
    ['> *a\n> b*', '«blockquote «quoteMarker > »*a\n«quoteMarker > »b*»'],
    ['> > a', '«blockquote «quoteMarker > »> a»'],
  ]);
  assertPlain(['>', '>\n>', '>_<', '>:(', '>>> a', 'a > b', 'a\n>b', ' > a', '->']);
});

test('a code block can be quoted; quote markers in a code block are code', () => {
  assertParses([
    ['> ```\n> a\n> ```', '«blockquote «quoteMarker > »«quotedCode \n«quoteMarker > »a\n«quoteMarker > »»»'],
    ['```\n> a\n```', '«code \n> a\n»'],
    ['> ```\na\n```', '«blockquote «quoteMarker > »```»\na\n```'],
    ['```a\n> b', '```a\n«blockquote «quoteMarker > »b»'],
  ]);
});

const MARKERS = [
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
const fragment = fc.constantFrom(...MARKERS, ...WORDS);
const trickyText = fc.array(fragment, { maxLength: 60, size: 'max' }).map((parts) => parts.join(''));

test('the sources of the nodes, joined, are the text', () => {
  for (const text of [
    '',
    'a',
    'https://a.example',
    ' https://a.example\nhttps://b.example) ',
    '))https://a.example((',
  ]) {
    assert.equal(parseText(text).map(toSource).join(''), text);
  }
  fc.assert(
    fc.property(trickyText, (text) => assert.equal(parseText(text).map(toSource).join(''), text)),
    { numRuns: 5_000 },
  );
});

test('no node is empty, text nodes are not adjacent, no node contains its own type, and emphasis stays in its line', () => {
  const assertWellFormed = (nodes: readonly TextNode[], parents: readonly string[]): void => {
    assert(nodes.length > 0);
    for (const [index, node] of nodes.entries()) {
      if (node.type === 'text') assert.notEqual(nodes[index + 1]?.type, 'text');
      const isInLine = node.type === 'inlineCode' || parents.includes('emphasis') || parents.includes('strong');
      if (isInLine) assert(!toSource(node).includes('\n'));
      assert(!parents.includes(node.type) && !(parents.length > 0 && node.type === 'code'));
      if ('children' in node) assertWellFormed(node.children, [...parents, node.type]);
      else assert.notEqual(node.text, '');
    }
  };
  fc.assert(
    fc.property(
      trickyText.filter((text) => text !== ''),
      (text) => assertWellFormed(parseText(text), []),
    ),
    { numRuns: 5_000 },
  );
});
