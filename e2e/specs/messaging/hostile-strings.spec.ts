import { brokenRule, leaveReasonSchema, messageTextSchema, nicknameSchema } from '@mailroom/shared';
import { parseMeAction } from '@mailroom/web/text/me-action';
import { hostileStrings } from '../../support/hostile/hostile-strings.ts';
import { readTranscript } from '../../support/hostile/read-transcript.ts';
import { forEachConcurrently, HostileClient } from '../../support/hostile/hostile-client.ts';
import { expect, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

const LONGEST = 4_000;
/** How many letters a newcomer reads at most, with room for the newcomer's own. */
const HISTORY = 1_000;
const PORTION = HISTORY - 50;

test.use({
  settings: {
    MESSAGE_LENGTH: String(LONGEST),
    MESSAGES_PER_WINDOW: '0',
    MEMBERS_PER_HOST: '0',
    HISTORY_ON_JOIN: String(HISTORY),
    LEDGER_LETTERS: '2000',
  },
});

/** What becomes of a text by a rule: how it is kept, or how it breaks the rule. */
const judged = (schema: ReturnType<typeof nicknameSchema>, text: string) => {
  const { data, error } = schema.safeParse(text);
  return { kept: data, broken: error && brokenRule(error) };
};
const asText = (text: string) => judged(messageTextSchema(LONGEST), text);
const asReason = (text: string) => judged(leaveReasonSchema(32), text);
const asNickname = (text: string) => judged(nicknameSchema(16), text);

/** Notes every request of a page that goes elsewhere. */
const requestsElsewhere = ({ page }: Person, url: string) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) elsewhere.push(request.url());
  });
  return elsewhere;
};

test('hostile strings, said and given as reasons, are read as they were typed, or refused; and nothing else happens', async ({
  person,
  server,
}) => {
  test.setTimeout(240_000);
  expect(hostileStrings.length).toBeGreaterThanOrEqual(7_098);
  const ann = await person('Ann', { as: 'visitor' });
  const elsewhere = requestsElsewhere(ann, server.url);
  const ben = new HostileClient(server.url);
  await ben.joins('Ben');

  for (const texts of portions(hostileStrings)) {
    const { lines, remarks, misjudged } = await saidAndLeftWith(texts, ben, server.url);
    expect(misjudged).toEqual([]);
    await ann.joins(server.url);
    const [number, text = ''] = lines.at(-1) ?? [];
    await expect(ann.page.locator(`[id="letter-${number}"] .text`)).toHaveText(text, { useInnerText: false });
    for (const width of [1280, 390]) {
      await ann.page.setViewportSize({ width, height: 4_000 });
      const read = await readTranscript(ann.page);
      const said = new Map(read.lines);
      expect(lines.map(([number]) => [number, said.get(number)])).toEqual(lines);
      expect(read.remarks.filter((remark) => /^Guest\d+ left/.test(remark)).slice(-remarks.length)).toEqual(remarks);
      expect(read.outOfPlace).toEqual([]);
    }
    // While all that is said she need not draw it letter by letter.
    await ann.page.getByRole('button', { name: 'Leave' }).click();
    await ann.isInTheLobby();
  }
  expect(elsewhere).toEqual([]);
  expect(server.log).not.toContain('a browser kept the page from something');
});

test('hostile strings as nicknames: refused by the rule they break, or read as typed', async ({ person, server }) => {
  test.setTimeout(120_000);
  const ann = await person('Ann');
  const elsewhere = requestsElsewhere(ann, server.url);
  const misjudged: unknown[] = [];
  const here = new Set(['Ann you']);
  await forEachConcurrently(hostileStrings, async (text) => {
    const { kept, broken } = asNickname(text);
    const joined = await new HostileClient(server.url).joins(text);
    if (kept !== undefined && joined === undefined) here.add(kept);
    // One of those that look alike is enough.
    else if (joined !== (broken ?? 'nickname-taken')) misjudged.push({ text, joined });
  });
  expect(misjudged).toEqual([]);
  expect(here.size).toBeGreaterThan(40);
  await expect(ann.roster).toHaveCount(here.size);
  const roster = new Set(await ann.roster.evaluateAll((names) => names.map((name) => name.parentElement?.textContent)));
  expect(roster).toEqual(here);
  const { outOfPlace } = await readTranscript(ann.page);
  expect(outOfPlace).toEqual([]);
  expect(elsewhere).toEqual([]);
  expect(server.log).not.toContain('a browser kept the page from something');
});

test('who is turned away with a hostile nickname reads why, and finds the page as it was', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const elsewhere = requestsElsewhere(ann, server.url);
  await ann.page.goto(server.url);
  const lobby = ann.page.getByRole('main');
  for (const [nickname, words] of [
    ['<b>', 'A nickname is made of letters and digits, without spaces or signs.'],
    ['\u202eAnn', 'A nickname is made of letters and digits, without spaces or signs.'],
    ['<img src=x onerror=alert(1)>', 'A nickname has at most 16 letters.'],
    ['"><svg onload=alert(1)>', 'A nickname has at most 16 letters.'],
    [`n${'\u0301\u0316'.repeat(3)}`, 'Too many accents on one letter.'],
    ['\u3164', 'A nickname is made of letters and digits, without spaces or signs.'],
  ] as const) {
    await ann.nicknameField.fill(nickname);
    await ann.page.keyboard.press('Enter');
    await expect(ann.page.getByRole('alert')).toHaveText(words);
    await expect(ann.nicknameField).toHaveValue(nickname);
    await expect(lobby.locator(':is(img, b, script)'), 'nothing of it became markup').toHaveCount(0);
  }
  await ann.nicknameField.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await ann.isInTheRoom();
  expect(elsewhere).toEqual([]);
});

/** Strings in so many that a newcomer reads all that they come to: a line each, and for those that can be a reason somebody who comes and goes. */
const portions = (texts: readonly string[]) => {
  const all: string[][] = [];
  let room = 0;
  for (const text of texts) {
    const letters = asReason(text).broken ? 1 : 3;
    if (letters > room) {
      all.push([]);
      room = PORTION;
    }
    all.at(-1)?.push(text);
    room -= letters;
  }
  return all;
};

/** Says each, and leaves with each. Answers what is then to be read, and where the room judged otherwise than its rules. */
const saidAndLeftWith = async (texts: readonly string[], ben: HostileClient, url: string) => {
  const guests = new Map(
    texts
      .filter((text) => !asReason(text).broken)
      .map((text, index) => [text, { nickname: `Guest${index}`, stranger: new HostileClient(url) }]),
  );
  await forEachConcurrently(
    [...guests.values()],
    async ({ nickname, stranger }) => void (await stranger.joins(nickname)),
  );
  const lines: [number: string, text: string][] = [];
  const remarks: string[] = [];
  const misjudged: unknown[] = [];
  for (const text of texts) {
    const line = asText(text);
    const said = await ben.says(text);
    if (line.kept !== undefined) lines.push([String(said), asRead(line.kept)]);
    else if (said !== line.broken) misjudged.push({ text, said });
    const reason = asReason(text);
    const guest = guests.get(text);
    const left = await (guest?.stranger ?? ben).leaves(text);
    if (left !== reason.broken) misjudged.push({ reason: text, left });
    if (guest) remarks.push(reason.kept ? `${guest.nickname} left (${reason.kept}).` : `${guest.nickname} left.`);
  }
  return { lines, remarks, misjudged };
};

/** What is read of a line of Ben’s. */
const asRead = (text: string) => {
  const action = parseMeAction(text);
  return action === undefined ? text : `Ben ${action}`;
};
