import { readFile } from 'node:fs/promises';
import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';

test('a conversation is exported as text and as JSON lines', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('hello', '/me waves');
  await ben.reads('hello');
  await ben.composer.fill('two\nlines');
  await ben.composer.press('Enter');
  await ann.reads('hello', 'two\nlines');
  const save = async (entry: string) => {
    const downloading = ann.page.waitForEvent('download');
    await ann.page.getByRole('button', { name: 'Room menu' }).click();
    await ann.page.getByRole('button', { name: entry }).click();
    const download = await downloading;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };

  const text = await save('Export as text');
  expect(text.name).toMatch(/^mailroom-\d{4}-\d\d-\d\d\.txt$/);
  const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
  const expected = ['- Ann joined\\.', '- Ben joined\\.', 'Ann: hello', '\\* Ann waves', 'Ben: two\n    lines'];
  const head = [
    `# Mailroom conversation, exported ${time}\n`,
    `# 3 messages, from ${time} to ${time}\n`,
    '# Complete since the room began\n',
  ];
  expect(text.text).toMatch(new RegExp(`^${head.join('')}${expected.map((each) => `${time} ${each}\n`).join('')}$`));

  const lines = await save('Export as JSON');
  expect(lines.name).toMatch(/\.jsonl$/);
  const [summary, ...letters] = lines.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(summary).toMatchObject({ type: 'transcript', messages: 3, older: 'complete', gone: 0, mayHaveGaps: false });
  const events = letters.map(({ event }) => event);
  expect(events.map(({ type, text }) => text ?? type)).toEqual([
    'joined',
    'joined',
    'hello',
    '/me waves',
    'two\nlines',
  ]);
});
