import { parseSync } from 'vite';
import { featureAt, featuresByName, type Feature } from './supported-browsers.ts';

/** A node of the syntax tree. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);

const builtins = featuresByName('javascript', 'builtins');
const interfaces = featuresByName('api');

/** The interfaces of the objects that pages work with. Names of our own are more often members of the many others. */
const USED_INTERFACES =
  /^api\.(Window|Document|Node|Element|HTML\w*Element|\w*Event|\w*Observer|Range|Selection|Navigator|Clipboard|Storage|StorageManager|LockManager|BroadcastChannel|Response|Request|Headers|Blob|AbortSignal|URL|Crypto|ServiceWorker\w*|Notification|Performance|VisualViewport|WorkerGlobalScope)\./;

/**
 * Returns the features of the scripts of a page: of their syntax, of JavaScript's own objects, of the browser's APIs, and of the elements that
 * React makes. A member of an unknown object counts as a feature that is too new if it is one in each interface that has a member with this
 * name, and if no script defines such a member.
 */
export const scriptFeatures = (sources: readonly string[]): Feature[] => {
  const nodes = sources.flatMap((source) => allNodes(parse(source)));
  const ownNames = new Set(nodes.flatMap(definedNames));
  const memberNamed = (name: string): Feature[] => {
    const found = ownNames.has(name) ? [] : candidates(name);
    return [found.find(({ isSupported }) => isSupported) ?? found[0]].filter((each) => each !== undefined);
  };
  const members = nodes.flatMap(memberNames);
  return nodes
    .flatMap(featuresOf)
    .concat(members.flatMap(({ owner, name }) => staticMember(owner, name) ?? memberNamed(name)));
};

const parse = (source: string): Node => {
  // The parser’s types name each kind of node; this file only asks for `type` and walks through all fields.
  const { program, errors }: { program: unknown; errors: readonly { message: string }[] } = parseSync(
    'built.js',
    source,
  );
  if (errors.length > 0 || !isNode(program)) throw new Error(errors[0]?.message ?? 'there is no syntax tree');
  return program;
};

const allNodes = (node: Node): Node[] => [node, ...Object.values(node).flatMap(nodesIn).flatMap(allNodes)];

/** The names that a node gives to a member of an object: in a literal, in a class, or by an assignment. */
const definedNames = ({ type, key, computed, left, properties }: Node): string[] => {
  if (type === 'MethodDefinition' || type === 'PropertyDefinition')
    return isNode(key) && computed !== true ? [nameOf(key)] : [];
  if (type === 'AssignmentExpression') return isNode(left) ? memberNames(left).map(({ name }) => name) : [];
  if (type !== 'ObjectExpression') return [];
  return nodesIn(properties).flatMap((each) =>
    isNode(each['key']) && each['computed'] !== true ? [nameOf(each['key'])] : [],
  );
};

/** The members that a node reads or asks for, with the name of the variable that has the object. */
const memberNames = ({
  type,
  object,
  property,
  computed,
  operator,
  left,
  properties,
}: Node): { owner: string; name: string }[] => {
  if (type === 'MemberExpression' && isNode(property)) {
    const owner = isNode(object) && object.type === 'Identifier' ? nameOf(object) : '';
    const name = computed === true ? literalOf(property) : nameOf(property);
    return name === undefined ? [] : [{ owner, name }];
  }
  if (type === 'BinaryExpression' && operator === 'in' && isNode(left)) {
    const name = literalOf(left);
    return name === undefined ? [] : [{ owner: '', name }];
  }
  if (type !== 'ObjectPattern') return [];
  return nodesIn(properties).flatMap((each) => (isNode(each['key']) ? [{ owner: '', name: nameOf(each['key']) }] : []));
};

const nameOf = (node: Node): string => String(node['name'] ?? node['value']);
/** The text of a string literal. A minifier writes it as a template without expressions. */
const literalOf = ({ type, value, quasis }: Node): string | undefined => {
  if (typeof value === 'string') return value;
  const [only, ...others] = type === 'TemplateLiteral' ? nodesIn(quasis) : [];
  const text = only?.['value'];
  return others.length === 0 && typeof text === 'object' && text && 'cooked' in text ? String(text.cooked) : undefined;
};

/** The features that a member with this name can be. Not all of them are supported. */
const candidates = (name: string): readonly Feature[] => {
  const own = builtins.get(name) ?? [];
  const ofBrowser = interfaces.get(name) ?? [];
  return own.length > 0 || ofBrowser.some(({ path }) => USED_INTERFACES.test(path)) ? [...own, ...ofBrowser] : [];
};

const staticMember = (owner: string, name: string): Feature | undefined =>
  [['javascript', 'builtins'], ['api']]
    .flatMap((root) => [featureAt(...root, owner, `${name}_static`), featureAt(...root, owner, name)])
    .find((feature) => feature !== undefined);

/** The features that a node uses by itself. */
const featuresOf = (node: Node): Feature[] => {
  switch (node.type) {
    case 'Identifier':
      return known(featureAt('javascript', 'builtins', nameOf(node)) ?? featureAt('api', nameOf(node)));
    case 'VariableDeclaration':
      return String(node['kind']).endsWith('using') ? known(featureAt('javascript', 'statements', 'using')) : [];
    case 'CallExpression':
      return [...eventOf(node), ...elementOf(node)];
    case 'Literal':
      return isPattern(node['regex']) ? patternFeatures(node['regex']) : [];
    default:
      return [];
  }
};

const known = (...features: readonly (Feature | undefined)[]) => features.filter((each) => each !== undefined);

/** The event that a call listens to. */
const eventOf = ({ callee, arguments: args }: Node): Feature[] => {
  const [first] = nodesIn(args);
  if (!isNode(callee) || !isNode(callee['property']) || nameOf(callee['property']) !== 'addEventListener') return [];
  const events = (interfaces.get((first && literalOf(first)) ?? '') ?? []).filter(({ path }) =>
    path.endsWith('_event'),
  );
  return known(events.find(({ isSupported }) => isSupported) ?? events[0]);
};

/** The element that a call of React makes, with its attributes. */
const elementOf = ({ arguments: args }: Node): Feature[] => {
  const [first, second] = nodesIn(args);
  const tag = (first && literalOf(first)) ?? '';
  if (second?.type !== 'ObjectExpression' || !featureAt('html', 'elements', tag)) return [];
  const attributes = nodesIn(second['properties']).flatMap((each) =>
    isNode(each['key']) ? [nameOf(each['key']).toLowerCase()] : [],
  );
  return known(
    featureAt('html', 'elements', tag),
    ...attributes.map(
      (each) => featureAt('html', 'elements', tag, each) ?? featureAt('html', 'global_attributes', each),
    ),
  );
};

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

const isPattern = (value: unknown): value is Pattern =>
  typeof value === 'object' && value !== null && 'pattern' in value;

const patternFeatures = ({ pattern, flags }: Pattern): Feature[] =>
  known(
    flags.includes('v') ? featureAt('javascript', 'builtins', 'RegExp', 'unicodeSets') : undefined,
    flags.includes('d') ? featureAt('javascript', 'builtins', 'RegExp', 'hasIndices') : undefined,
    /\(\?[ims]+(-[ims]+)?:|\(\?-[ims]+:/.test(pattern)
      ? featureAt('javascript', 'regular_expressions', 'modifier')
      : undefined,
    /\(\?<[=!]/.test(pattern) ? featureAt('javascript', 'regular_expressions', 'lookbehind_assertion') : undefined,
  );
