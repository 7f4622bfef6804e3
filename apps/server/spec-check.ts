// Holds SPEC.md and the tests in chat/ against each other: a rule without a test fails, and so does a test without a known rule.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const chat = path.join(import.meta.dirname, 'src/chat');
const spec = readFileSync(path.join(chat, 'SPEC.md'), 'utf8');
const ruleIds = [...spec.matchAll(/^- \*\*([A-Z]+\d+)\*\* /gm)].map((match) => match[1] ?? '');

const complaints = ruleIds
  .filter((id, index) => ruleIds.indexOf(id) !== index)
  .map((id) => `SPEC.md has two rules ${id}`);

const shown = new Set<string>();
for (const file of globSync('*.test.ts', { cwd: chat })) {
  const source = readFileSync(path.join(chat, file), 'utf8');
  for (const [, , title = ''] of source.matchAll(/^\s*test\(\s*(['"`])(.*)\1/gm)) {
    const ids = /^((?:[A-Z]+\d+ ?)+): /.exec(title)?.[1]?.trim().split(' ') ?? [];
    if (ids.length === 0) complaints.push(`${file}: "${title}" names no rule`);
    for (const id of ids) {
      shown.add(id);
      if (!ruleIds.includes(id)) complaints.push(`${file}: "${title}" names ${id}, which SPEC.md does not have`);
    }
  }
}
complaints.push(...ruleIds.filter((id) => !shown.has(id)).map((id) => `SPEC.md: no test shows ${id}`));

for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
else console.log(`${ruleIds.length} rules, each with a test`);
