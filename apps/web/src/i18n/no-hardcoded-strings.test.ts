import assert from 'node:assert/strict';
import test from 'node:test';
import { childrenOf, componentSources, isNode, parseComponent, type Node } from '../testing/syntax-tree.ts';

/** Names that are the same in every language. */
const NAMES = /Mailroom/g;
/** Attributes whose values are shown or announced. */
const TEXT_ATTRIBUTES = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'alt',
  'label',
  'placeholder',
  'title',
]);

/** The string literals that an expression can evaluate to. For `isOld ? 'old' : strings.fresh` that is `old`. */
const literalsOf = (node: Node): string[] => {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : [];
    case 'TemplateElement':
      return [(node['value'] as { cooked: string }).cooked];
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].filter(isNode).flatMap(literalsOf);
    case 'JSXExpressionContainer':
    case 'LogicalExpression':
    case 'TemplateLiteral':
      return childrenOf(node).flatMap(literalsOf);
    case 'BinaryExpression':
      return node['operator'] === '+' ? childrenOf(node).flatMap(literalsOf) : [];
    default:
      return [];
  }
};

/** All literal texts in the JSX below a node: between tags, and in text attributes. */
const jsxTexts = (node: Node): string[] => {
  const ownTexts = () => {
    switch (node.type) {
      case 'JSXText':
        return [String(node['value'])];
      case 'JSXElement':
      case 'JSXFragment':
        return childrenOf(node)
          .filter(({ type }) => type === 'JSXExpressionContainer')
          .flatMap(literalsOf);
      case 'JSXAttribute': {
        // The parser’s own type of an attribute; `Node` has the fields of all kinds of nodes as unknown.
        const { name, value } = node as unknown as { name: { name: string }; value: Node | null };
        return TEXT_ATTRIBUTES.has(name.name) && value ? literalsOf(value) : [];
      }
      default:
        return [];
    }
  };
  return [...ownTexts(), ...childrenOf(node).flatMap(jsxTexts)];
};

/** The hard-coded UI strings of a source file. Texts without letters do not count. */
const hardcodedStrings = (source: string) =>
  jsxTexts(parseComponent(source))
    .map((text) => text.replaceAll(NAMES, '').trim())
    .filter((text) => /\p{L}/u.test(text));

test('no component contains hard-coded UI strings', () => {
  for (const { file, source } of componentSources()) assert.deepEqual(hardcodedStrings(source), [], file);
});

test('the check finds hard-coded strings between tags, in attributes, and in expressions', () => {
  const source = `
    const Component = ({ isOld, count }) => (
      <>
        <p className="some words">Between {count} tags</p>
        <input placeholder="In a field" type="text" value="not text" />
        <b title={isOld === 'no' ? 'Tooltip' : strings.x} aria-label={\`Label \${count}\`}>{isOld === 'yes' && 'Shown ' + count}</b>
        <title>{isOld ? 'Old' : \`(\${count}) Mailroom\`}</title>
        <i>{strings.fine} {count > 1 ? '·' : ' '} {format('a key')} Mailroom</i>
      </>
    );`;
  assert.deepEqual(hardcodedStrings(source).toSorted(), [
    'Between',
    'In a field',
    'Label',
    'Old',
    'Shown',
    'Tooltip',
    'tags',
  ]);
});
