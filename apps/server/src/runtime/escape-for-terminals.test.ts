import assert from 'node:assert/strict';
import test from 'node:test';
import { escapeForTerminals } from './escape-for-terminals.ts';

test('characters that a terminal may obey or reorder are escaped, and the value stays the same', () => {
  const value = { origin: 'http://\u009B31m\u0085\u007F\u2028\u202Eevil\u2066 ünï 😀', name: 'x' };
  const line = `${JSON.stringify(value)}\n`;
  const escaped = escapeForTerminals(line);
  assert.match(escaped, /^[^\u007F-\u009F\u2028-\u202E\u2066-\u2069]+\n$/);
  assert.match(escaped, /\\u009b31m\\u0085\\u007f\\u2028\\u202eevil\\u2066 ünï 😀/);
  assert.deepEqual(JSON.parse(escaped), value);
});
