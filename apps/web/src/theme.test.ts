import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const sheets = globSync('**/*.css', { cwd: import.meta.dirname }).filter((sheet) => sheet !== 'theme.css');

/** A colour by its figures, or a size of text that is the same wherever it stands. */
const OWN = /#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\(|\bfont(?:-size)?:[^;]*\d(?:rem|pt)\b/i;

test('colours and sizes of text stand in the theme alone', () => {
  assert(sheets.length > 10);
  for (const sheet of sheets) {
    const lines = readFileSync(path.join(import.meta.dirname, sheet), 'utf8').split('\n');
    assert.deepEqual(
      lines.filter((line) => OWN.test(line)),
      [],
      sheet,
    );
  }
});
