import assert from 'node:assert/strict';
import test from 'node:test';
import { tests as examples } from 'commonmark-spec';
import { parseBlocks } from './parse-blocks.ts';
import { notTaken, sections } from './testing/spec-examples-not-taken.ts';
import { comparableHtml, toHtml } from './testing/to-html.ts';

const withTabs = (text: string) => text.replaceAll('→', '\t');
const isPassed = ({ markdown, html }: { markdown: string; html: string }) => {
  const nodes = parseBlocks(withTabs(markdown).replace(/\n$/, ''));
  return comparableHtml(toHtml(nodes)) === comparableHtml(withTabs(html));
};
const all = examples.filter(({ section }) => sections.includes(section));
const excluded = new Set(Object.values(notTaken).flat());

test('messages follow the examples of CommonMark 0.31.2 in the sections taken', (t) => {
  const taken = all.filter(({ number }) => !excluded.has(number));
  const failed = taken.filter((example) => !isPassed(example)).map(({ number, markdown }) => ({ number, markdown }));
  t.diagnostic(
    `CommonMark examples: ${taken.length - failed.length} of ${taken.length} taken, ${excluded.size} not taken`,
  );
  assert.deepEqual(failed, []);
  assert(taken.length >= 248);
});

test('each example that is not taken is in one of the sections, has one reason, and would fail', () => {
  assert.equal(excluded.size, Object.values(notTaken).flat().length);
  const numbers = all
    .filter((example) => excluded.has(example.number) && !isPassed(example))
    .map(({ number }) => number);
  assert.deepEqual(
    numbers,
    [...excluded].toSorted((a, b) => a - b),
  );
});
