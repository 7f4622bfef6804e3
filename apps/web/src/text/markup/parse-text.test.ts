import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { MAX_DEPTH, toSource, toVisibleText, type TextNode } from './nodes.ts';
import { mentionsMember, parseText } from './parse-text.ts';

/** Formats each node but text and paragraphs as `«type content»`, and leaves out the markers. */
const format = (nodes: readonly TextNode[]): string => nodes.map(formatNode).join('');
const formatNode = (node: TextNode): string => {
  if (node.type === 'text') return node.text;
  if (node.type === 'marker') return '';
  if (!('children' in node)) return `«${node.type} ${node.text}»`;
  if (node.type === 'paragraph') return format(node.children);
  return `«${node.type}${node.value === undefined ? '' : ` ${node.value}`} ${format(node.children)}»`;
};
const assertParses = (cases: readonly (readonly [text: string, expected: string])[]) => {
  for (const [text, expected] of cases) assert.equal(format(parseText(text)), expected, text);
};
const assertPlain = (texts: readonly string[]) => assertParses(texts.map((text) => [text, text]));

test('emphasis, strong and deleted text can contain each other, links, mentions and code, also over lines', () => {
  assertParses([
    ['*a* _b_ **c** __d__ ~~e~~', '«emphasis a» «emphasis b» «strong c» «strong d» «delete e»'],
    ['***a***', '«emphasis «strong a»»'],
    ['**a *b* ~~c~~**', '«strong a «emphasis b» «delete c»»'],
    ['*@Ann* `a`*b*', '«emphasis «mention @Ann»» «inlineCode a»«emphasis b»'],
    ['**see https://a.example/*b*c**', '«strong see «link https://a.example/*b*c»»'],
    ['_https://a.example/b_', '«emphasis «link https://a.example/b»»'],
    ['*a\nb*', '«emphasis a\nb»'],
    ['🎉*a*🎉 ❤️*b*❤️', '🎉«emphasis a»🎉 ❤️«emphasis b»❤️'],
    ['2*3*4', '2«emphasis 3»4'],
  ]);
  assertPlain(['*a\n\nb*', '2 * 3 * 4', 'snake_case_name', '~5 or ~6', '~~~a~~~b', 'f*** s**t', 'a*"b"*c']);
});

test('in scripts without spaces, emphasis starts and ends beside any character', () => {
  assertParses([
    ['**中文（注）**后', '«strong 中文（注）»后'],
    ['これは**「強調」**です', 'これは«strong 「強調」»です'],
    ['中文*重点*中文', '中文«emphasis 重点»中文'],
  ]);
});

test('code is between backticks, and contains nothing else', () => {
  assertParses([
    ['run `npm start`.', 'run «inlineCode npm start».'],
    ['`` a`b ``', '«inlineCode a`b»'],
    ['使用`foo`命令', '使用«inlineCode foo»命令'],
    ['`*a* https://a.example @Ann \\*`', '«inlineCode *a* https://a.example @Ann \\*»'],
    ['https://a.example/`b`', '«link https://a.example/»«inlineCode b»'],
    ['`a\nb`', '«inlineCode a\nb»'],
  ]);
  assertPlain(['`', '``', '`a', '``a`', 'a\n```']);
});

test('a backslash before punctuation is a marker; any other is shown', () => {
  assertParses([
    ['\\*a\\* \\`b` \\@Ann', '*a* `b` @Ann'],
    ['C:\\dir\\a.txt', 'C:\\dir\\a.txt'],
    ['¯\\_(ツ)_/¯', '¯\\_(ツ)_/¯'],
    ['a\\\nb', 'a\\\nb'],
  ]);
});

test('a code block is between fences, and shows the text after the opening one', () => {
  assertParses([
    ['```\na\n\n  *b*\n```', '«code a\n\n  *b*\n»'],
    ['~~~~ js\na\n~~~\n~~~~\nb', '«code «info js»a\n~~~\n»b'],
    ['a\n```\nb', 'a\n«code b»'],
    ['```let a = 1;\nlet b;\n```', '«code «info let a = 1;»let b;\n»'],
    ['a ```b``` c', 'a «inlineCode b» c'],
  ]);
});

test('lines that start with "> " are a quote, which ends with the first line that does not', () => {
  assertParses([
    ['a\n> b\nc', 'a\n«blockquote b\n»c'],
    ['> a\n>\n>  b\n\n> c\n', '«blockquote a\n\n b\n»\n«blockquote c\n»'],
    ['> a\n> > b\n> c', '«blockquote a\n«blockquote b\n»c»'],
    ['>> a', '«blockquote «blockquote a»»'],
    ['> *a\n> b* `c`', '«blockquote «emphasis a\nb» «inlineCode c»»'],
    ['> ```\n> a\n> ```\nb', '«blockquote «code a\n»»b'],
    ['> ```\n> a\nb', '«blockquote «code a\n»»b'],
    ['```\n> a\n```', '«code > a\n»'],
  ]);
  assertPlain(['>', '>\n>', '>_<', '>:(', '>>>', '>a', 'a > b', '->', '> ']);
});

test('lines that start with a bullet or a number are a list, whose further lines are indented', () => {
  assertParses([
    ['- a\n- b', '«bulletList «listItem a\n»«listItem b»»'],
    ['a:\n* b\n+ c', 'a:\n«bulletList «listItem b\n»»«bulletList «listItem c»»'],
    ['- a\n  b\n\n  c\n\nd', '«bulletList «listItem a\nb\n\nc\n»»\nd'],
    ['- a\nb', '«bulletList «listItem a\n»»b'],
    ['- a\n  - b\n  - c\n- d', '«bulletList «listItem a\n«bulletList «listItem b\n»«listItem c\n»»»«listItem d»»'],
    ['- a\n-\n- b', '«bulletList «listItem a\n»«listItem \n»«listItem b»»'],
    ['- > a\n- ```\n  b\n  ```', '«bulletList «listItem «blockquote a\n»»«listItem «code b\n»»»'],
  ]);
  assertPlain(['-', '*', '- ', '-a', '-5 °C', '* * *', '- - -', '---', '1.', '1.5', '1234567890. a', 'a\n2026. b']);
});

test('a numbered list shows the numbers that were typed, and counts if these are all the same', () => {
  assertParses([
    ['3. a\n5. b', '«orderedList «listItem 3 a\n»«listItem 5 b»»'],
    ['1. a\n1. b\n1. c', '«orderedList «listItem 1 a\n»«listItem 2 b\n»«listItem 3 c»»'],
    ['1) a\n2. b', '«orderedList «listItem 1 a\n»»«orderedList «listItem 2 b»»'],
    ['a\n1. b', 'a\n«orderedList «listItem 1 b»»'],
    ['2026. a', '«orderedList «listItem 2026 a»»'],
  ]);
});

test('HTML, headings, indented code, links with a text and images are shown as typed', () => {
  assertPlain(['<b>a</b> &amp; <!-- -->', '# a', 'a\n---', '    a', '[a](b) ![a](b)', '[a]: b', '| a |\n|---|']);
});

test('white space stays as typed', () => {
  assertPlain(['  a\n    b\n\n\n\tc ', 'a  \nb', '  ']);
});

test('a mention ignores case and normalization; in code, links and quotes there are no mentions', () => {
  const mentioning = ['@Ann', 'hi @ann!', '**see *@ANN* there**', '`a` @Ann', '- @Ann', '~~@Ann~~'];
  for (const text of mentioning) assert(mentionsMember(text, 'Ann', new Map()), text);
  assert(mentionsMember('@Zoe\u0308', 'ZO\u00cb', new Map()));
  const others = ['', 'Ann', '@Anna', '`@Ann`', '```\n@Ann\n```', 'https://a.example/@Ann', 'ben@Ann', '@Än'];
  const quoted = ['> @Ann', '> > @Ann', '> ```\n> @Ann', '- > @Ann'];
  for (const text of [...others, ...quoted]) assert(!mentionsMember(text, 'Ann', new Map()), text);
});

const MARKERS =
  '> >> >\n * ** *** _ __ ~~ ` `` ``` ```\n ~~~\n - \t- 1. 2) 1.\n @ ＠ ( ) . / \\ \\* : ! # < & [a](b) ¯\\_(ツ)_/¯'.split(
    / (?!$)/,
  );
const WORDS = '@Ann a Ä 1 看 https://a.example https:// 😀 ❤️ \u0301 \uD83D \uDE00 \u200F'.split(' ');
const piece = fc.constantFrom(
  ...MARKERS,
  ...WORDS,
  ' ',
  ' ',
  '\n',
  '\n',
  '\n\n',
  '\n> ',
  '\n- ',
  '\n1. ',
  '\n  ',
  '    ',
);
const trickyText = fc.array(piece, { maxLength: 60, size: 'max' }).map((parts) => parts.join(''));

test('the sources of the nodes, joined, are the text', () => {
  fc.assert(
    fc.property(trickyText, (text) => assert.equal(parseText(text).map(toSource).join(''), text)),
    { numRuns: 5_000 },
  );
});

test('no node is empty, text nodes are not adjacent, and nothing is nested more deeply than allowed', () => {
  const assertWellFormed = (nodes: readonly TextNode[], depth: number): void => {
    assert(nodes.length > 0 && depth <= 2 * MAX_DEPTH + 3);
    for (const [index, node] of nodes.entries()) {
      if (node.type === 'text') assert.notEqual(nodes[index + 1]?.type, 'text');
      if ('children' in node) assertWellFormed(node.children, depth + 1);
      else assert.notEqual(node.text, '');
    }
  };
  const anyText = fc.oneof(
    trickyText,
    fc.tuple(piece, fc.nat(40), trickyText).map(([a, n, b]) => a.repeat(n) + b),
  );
  fc.assert(
    fc.property(
      anyText.filter((text) => text !== ''),
      (text) => assertWellFormed(parseText(text), 0),
    ),
    { numRuns: 5_000 },
  );
});

test('every letter that was typed is shown', () => {
  const letters = (text: string) => text.replaceAll(/\P{L}/gu, '');
  fc.assert(
    fc.property(trickyText, (text) => assert.equal(letters(toVisibleText(parseText(text))), letters(text))),
    { numRuns: 2_000 },
  );
});

test('the time is proportional to the length, and nothing is too deep for the stack', () => {
  const units = [
    '> ',
    '>',
    '*',
    '**a ',
    '*a **a ',
    'a**b',
    '_a',
    '~~',
    '`',
    '`` ` ',
    '- ',
    '- a\n',
    '1. ',
    '```\n',
    '> ```\n',
  ];
  const lines = [
    '> '.repeat(1_000),
    '*'.repeat(10_000),
    '\\*',
    '@a',
    '看@',
    '\n',
    ' ',
    '\t- ',
    '> a\n\n',
    'https://a/(',
    '¯\\_',
  ];
  for (const unit of [...units, ...lines]) {
    // So long that a time with the square of the length would not end.
    const text = unit.repeat(Math.ceil(200_000 / unit.length));
    const before = process.cpuUsage();
    assert.equal(parseText(text).map(toSource).join('').length, text.length);
    assert(process.cpuUsage(before).user < 5_000_000, unit.slice(0, 20));
  }
});
