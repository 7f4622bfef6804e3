// Compares docs/ with the code: the generated sections of protocol.md (`--write` rewrites them), the table of settings.md, and the tests that
// security-checklist.md names.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as shared from '@mailroom/shared';
import * as z from 'zod';
import { Environment } from './src/config.ts';
import { createMemoryRoom } from './src/journal/testing/create-memory-room.ts';
import { createChatRouter, proceduresOf } from './src/rpc/router.ts';

const docs = path.join(import.meta.dirname, '../../docs');

/** The part of JSON Schema that our schemas use. */
interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

const toShape = (schema: z.core.$ZodType, io: 'input' | 'output'): Shape =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), withoutDetails));

/** Leaves out the details that a TypeScript type cannot express. */
const withoutDetails = (key: string, value: unknown) => (DETAILS.has(key) ? undefined : value);
const DETAILS = new Set(['$schema', 'additionalProperties', 'minimum', 'maximum', 'default', 'pattern', 'maxLength']);

const isSchema = (value: unknown): value is z.core.$ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value;
const schemas = new Map(
  Object.entries(shared).flatMap(([name, value]) => (isSchema(value) ? [[name, value] as const] : [])),
);
const nameByShape = new Map(
  [...schemas].map(([name, schema]) => [JSON.stringify(toShape(schema, 'output')), name] as const),
);

/** Writes a shape in TypeScript's notation, and a shape that `shared` exports by its name. */
const typeText = (shape: Shape): string => nameByShape.get(JSON.stringify(shape)) ?? structureText(shape);

const structureText = (shape: Shape, separator = ' | '): string => {
  const { type, format, const: literal, enum: values, items, properties, required } = shape;
  const union = shape.anyOf ?? shape.oneOf;
  if (union) return union.map(typeText).join(separator);
  if (literal !== undefined) return `'${literal}'`;
  if (values) return values.map((value) => `'${value}'`).join(' | ');
  if (items) return `${typeText(items)}[]`;
  if (!properties) return format ?? type ?? 'unknown';
  const fields = Object.entries(properties).map(
    ([key, field]) => `${key}${required?.includes(key) ? '' : '?'}: ${typeText(field)}`,
  );
  return `{ ${fields.join('; ')} }`;
};

/** The procedures of the router, in the order of the source. */
const readProcedures = () => {
  let ids = 0;
  const environment = {
    now: () => 0,
    monotonicNow: () => 0,
    newId: () => String(ids++),
    digest: shared.digest,
    scheduleDelivery: () => {},
  };
  const room = createMemoryRoom(shared.defaultRoomSettings, environment);
  const keyedHash = (text: string) => text;
  const options = { hold: () => () => {}, joinRetryAfterMs: () => 0, keyedHash, deriveToken: keyedHash };
  return proceduresOf(createChatRouter({ room, ...options })).map(([name, { _def }]) => {
    const [input] = '_def' in _def ? [] : inputsOf(_def);
    return { name, kind: _def.type, input: isSchema(input) ? typeText(toShape(input, 'input')) : undefined };
  });
};

/** tRPC stores the schemas of a procedure in a field that its types do not declare. */
const inputsOf = (definition: object): readonly unknown[] =>
  'inputs' in definition && Array.isArray(definition.inputs) ? definition.inputs : [];

const ANSWERS = [
  'JoinResult',
  'RoomInfo',
  'RoomPreview',
  'Snapshot',
  'Member',
  'Role',
  'Limits',
  'HistoryAnswer',
  'History',
  'WaitAnswer',
  'Mail',
  'GrantList',
];
const PARTS = ['Grant', 'Invitation', 'Reconnect', 'Reset', 'Closed', 'Presence', 'Letter', 'LeaveCause', 'RoomEvent'];
const typeLines = [...ANSWERS, ...PARTS].map((name) => {
  const schema = schemas.get(name);
  if (!schema) throw new Error(`@mailroom/shared exports no schema ${name}`);
  return `type ${name} = ${structureText(toShape(schema, 'output'), '\n  | ')};`;
});

const sections = new Map([
  [
    'procedures',
    [
      '| procedure | kind | input |',
      '|---|---|---|',
      ...readProcedures().map(({ name, kind, input }) => `| \`${name}\` | ${kind} | ${input ? `\`${input}\`` : '–'} |`),
    ],
  ],
  ['types', ['```ts', ...typeLines, '```']],
]);

const problems: string[] = [];
const protocolFile = path.join(docs, 'protocol.md');
const protocol = readFileSync(protocolFile, 'utf8');
const generated = protocol.replaceAll(
  /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- \/generated -->)/g,
  (_, head: string, name: string, tail: string) => `${head}${(sections.get(name) ?? []).join('\n')}\n${tail}`,
);
if (process.argv.includes('--write')) writeFileSync(protocolFile, generated);
else if (generated !== protocol)
  problems.push('docs/protocol.md differs from the schemas. Run: node apps/server/docs-check.ts --write');

const settings = readFileSync(path.join(docs, 'settings.md'), 'utf8');
const documented = new Map(
  [...settings.matchAll(/^\| `(\w+)` \| ([^|]+?) \|/gm)].map(([, name, value]) => [name, value]),
);
const defaults = Object.entries(Environment.shape).map(([name, schema]) => [name, schema.parse(undefined)] as const);
for (const [name, value] of defaults) {
  const text = documented.get(name);
  // An empty list or text is documented as "none", as a missing value is.
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  const inCode = isEmpty ? 'none' : value;
  if (text === undefined) problems.push(`docs/settings.md does not list ${name}`);
  else if (inCode !== undefined && text !== String(inCode))
    problems.push(`docs/settings.md has ${text} as the default of ${name}; the code has ${String(inCode)}`);
  documented.delete(name);
}
for (const name of documented.keys()) problems.push(`docs/settings.md lists ${name}, which does not exist`);

const checklist = readFileSync(path.join(docs, 'security-checklist.md'), 'utf8');
for (const [, name = '', title = ''] of checklist.matchAll(/`([\w./-]+\.(?:test|spec)\.ts)`(?: “([^”]+)”)?/g)) {
  const file = path.join(docs, '..', name);
  if (!existsSync(file)) problems.push(`docs/security-checklist.md names ${name}, which does not exist`);
  else if (!readFileSync(file, 'utf8').includes(title))
    problems.push(`docs/security-checklist.md names the test “${title}”, which ${name} does not contain`);
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log('docs/protocol.md, docs/settings.md and docs/security-checklist.md agree with the code');
