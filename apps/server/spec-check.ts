// Compares SPEC.md with the tests: every rule needs a test, and every test title in chat/ begins with the ids of known rules.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const CHAT = path.join(import.meta.dirname, 'src/chat');
const spec = readFileSync(path.join(CHAT, 'SPEC.md'), 'utf8');
const ruleIds = [...spec.matchAll(/^- \*\*([A-Z]+\d+)\*\* /gm)].map((match) => match[1] ?? '');

const errors = ruleIds
  .filter((id, index) => ruleIds.indexOf(id) !== index)
  .map((id) => `SPEC.md has more than one rule ${id}`);

const testedIds = new Set<string>();
for (const file of globSync('**/*.test.ts', { cwd: CHAT })) {
  const source = readFileSync(path.join(CHAT, file), 'utf8');
  for (const [, , title = ''] of source.matchAll(/^\s*test\(\s*(['"`])(.*)\1/gm)) {
    const ids = /^((?:[A-Z]+\d+ ?)+): /.exec(title)?.[1]?.trim().split(' ') ?? [];
    if (ids.length === 0) errors.push(`${file}: the title "${title}" has no rule id`);
    for (const id of ids) {
      testedIds.add(id);
      if (!ruleIds.includes(id)) errors.push(`${file}: "${title}" names ${id}, which is not in SPEC.md`);
    }
  }
}
// The other folders test mostly what is not a rule of the room. Only titles that begin with rule ids count.
for (const file of globSync('{journal,rpc,http}/**/*.test.ts', { cwd: path.join(CHAT, '..') })) {
  const source = readFileSync(path.join(CHAT, '..', file), 'utf8');
  for (const [, , title = ''] of source.matchAll(/^\s*test\(\s*(['"`])(.*)\1/gm)) {
    for (const id of /^((?:[A-Z]\d+ ?)+): /.exec(title)?.[1]?.trim().split(' ') ?? []) {
      testedIds.add(id);
      if (!ruleIds.includes(id)) errors.push(`${file}: "${title}" names ${id}, which is not in SPEC.md`);
    }
  }
}
errors.push(...ruleIds.filter((id) => !testedIds.has(id)).map((id) => `SPEC.md: rule ${id} has no test`));

for (const error of errors) console.error(error);
if (errors.length > 0) process.exitCode = 1;
else console.log(`${ruleIds.length} rules, each with a test`);
