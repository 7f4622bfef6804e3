import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseSync } from 'vite';

const PAGE = path.join(import.meta.dirname, '..');
/** What is called the same in every language. */
const NAMES = /Mailroom/g;
/** Attributes that a person gets to read or to hear. */
const READ = new Set(['aria-label', 'aria-description', 'aria-valuetext', 'alt', 'label', 'placeholder', 'title']);

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

const below = (node: Node): Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));

/** Texts that an expression may come to: of `isOld ? 'old' : words.fresh` the first. */
const textsOf = (node: Node): string[] => {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : [];
    case 'TemplateElement':
      return [(node['value'] as { cooked: string }).cooked];
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].filter(isNode).flatMap(textsOf);
    case 'JSXExpressionContainer':
    case 'LogicalExpression':
    case 'TemplateLiteral':
      return below(node).flatMap(textsOf);
    case 'BinaryExpression':
      return node['operator'] === '+' ? below(node).flatMap(textsOf) : [];
    default:
      return [];
  }
};

/** All texts in a piece of the page that people get to read: between tags, and in attributes. */
const textsRead = (node: Node): string[] => {
  const own = () => {
    switch (node.type) {
      case 'JSXText':
        return [String(node['value'])];
      case 'JSXElement':
      case 'JSXFragment':
        return below(node)
          .filter(({ type }) => type === 'JSXExpressionContainer')
          .flatMap(textsOf);
      case 'JSXAttribute': {
        const { name, value } = node as unknown as { name: { name: string }; value: Node | null };
        return READ.has(name.name) && value ? textsOf(value) : [];
      }
      default:
        return [];
    }
  };
  return [...own(), ...below(node).flatMap(textsRead)];
};

/** Words that a source text holds of its own. */
const wordsIn = (source: string) => {
  const { program, errors } = parseSync('piece.tsx', source);
  assert.deepEqual(errors, []);
  return textsRead(program as unknown as Node)
    .map((text) => text.replaceAll(NAMES, '').trim())
    .filter((text) => /\p{L}/u.test(text));
};

test('no piece of the page holds words of its own', () => {
  const pieces = globSync('**/*.tsx', { cwd: PAGE });
  assert.ok(pieces.length > 10);
  for (const piece of pieces) assert.deepEqual(wordsIn(readFileSync(path.join(PAGE, piece), 'utf8')), [], piece);
});

test('words of its own are found wherever a piece can hold them', () => {
  const held = `
    const Piece = ({ isOld, count }) => (
      <>
        <p className="some words">Between {count} tags</p>
        <input placeholder="In a field" type="text" value="not read" />
        <b title={isOld === 'no' ? 'Pointed at' : words.x} aria-label={\`Heard \${count}\`}>{isOld === 'yes' && 'Shown ' + count}</b>
        <title>{isOld ? 'Old' : \`(\${count}) Mailroom\`}</title>
        <i>{words.fine} {count > 1 ? '·' : ' '} {say('a key')} Mailroom</i>
      </>
    );`;
  assert.deepEqual(wordsIn(held).toSorted(), ['Between', 'Heard', 'In a field', 'Old', 'Pointed at', 'Shown', 'tags']);
});
