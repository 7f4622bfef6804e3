import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const sheets = globSync('**/*.css', { cwd: import.meta.dirname }).filter((sheet) => sheet !== 'theme.css');

/** Matches a color literal and an absolute font size. */
const LITERAL = /#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\(|\bfont(?:-size)?:[^;]*\d(?:rem|pt)\b/i;

test('only theme.css has color literals and font sizes', () => {
  assert(sheets.length > 10);
  for (const sheet of sheets) {
    const lines = readFileSync(path.join(import.meta.dirname, sheet), 'utf8').split('\n');
    assert.deepEqual(
      lines.filter((line) => LITERAL.test(line)),
      [],
      sheet,
    );
  }
});
