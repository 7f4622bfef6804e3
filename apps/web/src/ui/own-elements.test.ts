import assert from 'node:assert/strict';
import test from 'node:test';
import { childrenOf, componentSources, isNode, parseComponent, type Node } from '../testing/syntax-tree.ts';

/*
 * Every text of the page is the only child of an element. A translator replaces the text nodes of a page by its own elements. React keeps a
 * text that is the only child of an element up to date all the same; any other one would stay as it was, or make React throw an error.
 */

/** Values that are elements or nothing, or that their element makes no text of. */
const NO_TEXTS = new Set([
  'actions',
  'children',
  'fallback',
  'findBar',
  'item',
  'placeholder',
  'renderRow',
  'renderedRows',
  'this.props.children',
  'this.props.fallback',
]);

/** Whether an expression may yield a text. Elements, their lists and nothing are none. */
const mayBeText = (node: Node): boolean => {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXEmptyExpression':
    // Its own children are checked.
    case 'JSXFragment':
      return false;
    case 'ParenthesizedExpression':
      return isNode(node['expression']) && mayBeText(node['expression']);
    case 'Literal':
      return typeof node['value'] === 'string' || typeof node['value'] === 'number';
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].filter(isNode).some(mayBeText);
    case 'LogicalExpression':
      return (node['operator'] === '&&' ? [node['right']] : [node['left'], node['right']])
        .filter(isNode)
        .some(mayBeText);
    case 'Identifier':
    case 'MemberExpression':
      return !NO_TEXTS.has(nameOf(node)) && node['name'] !== 'undefined';
    case 'CallExpression':
      return isNode(node['callee']) && isListCall(nameOf(node['callee']))
        ? yieldsText(node['arguments'])
        : !isNode(node['callee']) || !NO_TEXTS.has(nameOf(node['callee']));
    default:
      return true;
  }
};

const isListCall = (name: string) => name === 'Array.from' || name.endsWith('.map');

/** Whether the last of these arguments is a function that may return a text, or no function that is written here. */
const yieldsText = (args: unknown): boolean => {
  const last: unknown = Array.isArray(args) ? args.at(-1) : undefined;
  return !isNode(last) || !isFunction(last) || resultsOf(last).some(mayBeText);
};

const nameOf = (node: Node): string => {
  const { object, property, name } = node;
  if (node.type === 'ThisExpression') return 'this';
  if (!isNode(property)) return String(name);
  return `${isNode(object) ? nameOf(object) : ''}.${String(property['name'])}`;
};

const isFunction = ({ type }: Node) => type === 'ArrowFunctionExpression' || type === 'FunctionExpression';

/** The expressions that a function may return. */
const resultsOf = ({ body }: Node): Node[] => {
  if (!isNode(body)) return [];
  return body.type === 'BlockStatement' ? returnsOf(body) : [body];
};

const returnsOf = (node: Node): Node[] =>
  childrenOf(node).flatMap((child) => {
    if (child.type === 'ReturnStatement') return isNode(child['argument']) ? [child['argument']] : [];
    return isFunction(child) ? [] : returnsOf(child);
  });

/** The children of an element that React renders. Lines that only indent the source are none. */
const renderedChildren = (node: Node): Node[] =>
  (Array.isArray(node['children']) ? node['children'].filter(isNode) : [])
    .filter((child) => child.type !== 'JSXText' || !/^\s*\n\s*$/.test(String(child['value'])))
    .map((child) =>
      child.type === 'JSXExpressionContainer' && isNode(child['expression']) ? child['expression'] : child,
    )
    .filter(({ type }) => type !== 'JSXEmptyExpression');

/** The children of an element or a fragment that may be texts without an element of their own. */
const looseTexts = (node: Node): Node[] => {
  const children = renderedChildren(node);
  const isOnlyChild = children.length === 1 && node.type === 'JSXElement' && !isComponent(node);
  return isOnlyChild ? [] : children.filter((child) => child.type === 'JSXText' || mayBeText(child));
};

/** Components decide themselves what surrounds their children, and their names are capitalized. */
const isComponent = ({ openingElement }: Node) =>
  isNode(openingElement) && isNode(openingElement['name']) && /^[A-Z]|\./.test(nameOf(openingElement['name']));

/** The loose texts below a node: among the children of elements, and as the results of components. */
const allLooseTexts = (node: Node): Node[] => [
  ...(node.type === 'JSXElement' || node.type === 'JSXFragment' ? looseTexts(node) : []),
  ...componentResults(node).filter(mayBeText),
  ...childrenOf(node).flatMap(allLooseTexts),
];

/** The expressions that a component may return, if the node declares one. */
const componentResults = ({ type, id, init }: Node): Node[] => {
  if (type !== 'VariableDeclarator' || !isNode(id) || !/^[A-Z][a-z]/.test(String(id['name'])) || !isNode(init))
    return [];
  const { callee, arguments: args } = init;
  const isMemo = isNode(callee) && nameOf(callee) === 'memo' && Array.isArray(args);
  const component: unknown = isMemo ? args[0] : init;
  return isNode(component) && isFunction(component) ? resultsOf(component) : [];
};

const sourcesOf = (source: string) =>
  allLooseTexts(parseComponent(source)).map(({ start, end }) => source.slice(Number(start), Number(end)).trim());

test('every text has an element of its own', () => {
  const found = componentSources().map(({ file, source }) => [file, sourcesOf(source)] as const);
  assert.deepEqual(
    found.filter(([, texts]) => texts.length > 0),
    [],
  );
});

test('the check finds texts beside others, in fragments and in components, and as results of components', () => {
  const source = `
    const Fine = ({ count, children }) => (
      <p title={strings.title}>
        <b>{strings.one}</b>
        {/* A comment */}
        {count > 1 && <i>{count > 2 ? strings.two : strings.three(<u>{count}</u>)}</i>}
        {list.map((each) => <li key={each}>{each}</li>)}
        {children}
      </p>
    );
    const Beside = () => <p>{strings.a} <b>c</b></p>;
    const Conditional = () => <p>{isOld && strings.d}<b /></p>;
    const InFragment = () => <>{strings.e}</>;
    const InComponent = () => <Other>{strings.f}</Other>;
    const InList = () => <p><b />{list.map((each) => each.g)}</p>;
    const Result = () => { if (isOld) return null; return strings.h; };
    const Memoized = memo(() => isOld ? <p /> : strings.i);`;
  assert.deepEqual(
    sourcesOf(source),
    [
      '{strings.a}',
      '',
      '{isOld && strings.d}',
      '{strings.e}',
      '{strings.f}',
      '{list.map((each) => each.g)}',
      'strings.h',
      'isOld ? <p /> : strings.i',
    ].map((text) => text.replaceAll(/^\{|\}$/g, '')),
  );
});
