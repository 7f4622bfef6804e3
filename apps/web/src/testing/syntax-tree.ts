import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** A node of the syntax tree. */
export interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

export const childrenOf = (node: Node): Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));

/** Returns the syntax tree of a module with JSX. */
export const parseComponent = (source: string): Node => {
  const { program, errors } = parseSync('component.tsx', source);
  assert.deepEqual(errors, []);
  // The parser’s types name each kind of node; tests only ask for `type` and walk through all fields.
  return program as unknown as Node;
};

const SRC = path.join(import.meta.dirname, '..');

/** Returns the sources of all components, with their paths below src. */
export const componentSources = () => {
  const files = globSync('**/*.tsx', { cwd: SRC });
  assert.ok(files.length > 10);
  return files.map((file) => ({ file, source: readFileSync(path.join(SRC, file), 'utf8') }));
};
