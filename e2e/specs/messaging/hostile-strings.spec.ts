import { failedCheck, fixedLimits, lineSchema, messageTextSchema, nicknameSchema } from '@mailroom/shared';
import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import { forEachConcurrently, HostileClient } from '../../support/hostile/hostile-client.ts';
import { hostileStrings } from '../../support/hostile/hostile-strings.ts';
import { readTranscript } from '../../support/hostile/read-transcript.ts';
import type { Person } from '../../support/person.ts';
import { showFormattingCharacters } from '../../support/show-formatting-characters.ts';

const MESSAGE_LENGTH = 4_000;
const HISTORY_ON_JOIN = 1_000;
/** Letters per batch: less than a newcomer gets, as the newcomer's own letters count too. */
const BATCH_SIZE = HISTORY_ON_JOIN - 50;
/** In CSS pixels; HOSTILE_STRING_WIDTHS=1280,390 in a torture run. */
const WIDTHS = (process.env['HOSTILE_STRING_WIDTHS'] ?? '390').split(',').map(Number);

/** Ends a test that hangs, in ms. With all strings it takes minutes. */
const HANG_MS = 900_000;

test.use({
  settings: {
    MESSAGE_LENGTH: String(MESSAGE_LENGTH),
    MESSAGES_PER_WINDOW: '0',
    MEMBERS_PER_HOST: '0',
    HISTORY_ON_JOIN: String(HISTORY_ON_JOIN),
    LEDGER_LETTERS: '2000',
  },
});

/** Returns how a schema normalizes a text, or the rule that the text breaks. */
const parseWith = (schema: ReturnType<typeof nicknameSchema>, text: string) => {
  const { data, error } = schema.safeParse(text);
  return { parsed: data, broken: error && failedCheck(error) };
};
const parseMessage = (text: string) => parseWith(messageTextSchema(MESSAGE_LENGTH), text);
const parseReason = (text: string) => parseWith(lineSchema(32), text);
const parseNickname = (text: string) => parseWith(nicknameSchema(16), text);

/** Collects the URLs of a page's requests to other origins. */
const trackForeignRequests = ({ page }: Person, url: string) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) foreign.push(request.url());
  });
  return foreign;
};

/** The sent text if a folded message shows the start of it, else what is shown. */
const unfolded = (shown: string | undefined, sent: string) => {
  const start = shown?.endsWith(' …') ? shown.slice(0, -2) : '';
  return start !== '' && sent.length > fixedLimits.messageLines && sent.startsWith(start) ? sent : shown;
};

test('hostile strings as messages and leave reasons are shown as typed or refused, and do nothing else', async ({
  person,
  server,
}) => {
  test.setTimeout(HANG_MS);
  expect(hostileStrings.length).toBeGreaterThanOrEqual(process.env['HOSTILE_STRINGS'] === 'all' ? 7_098 : 700);
  const ann = await person('Ann', { as: 'visitor' });
  const foreign = trackForeignRequests(ann, server.url);
  const ben = new HostileClient(server.url);
  await ben.joins('Ben');

  for (const texts of inBatches(hostileStrings)) {
    const { messages, leaveMessages, misjudged } = await sendAndLeaveWith(texts, ben, server.url);
    expect(misjudged).toEqual([]);
    await ann.joins(server.url);
    const [id, text = ''] = messages.at(-1) ?? [];
    await showFormattingCharacters(ann.page, 'shown');
    await expect(ann.page.locator(`[id="letter-${id}"] .text`)).toContainText(text.slice(0, 20), {
      useInnerText: false,
    });
    for (const width of WIDTHS) {
      await ann.page.setViewportSize({ width, height: 4_000 });
      await showFormattingCharacters(ann.page, 'shown');
      const transcript = await readTranscript(ann.page);
      const shown = new Map(transcript.messages);
      expect(messages.map(([id, sent]) => [id, unfolded(shown.get(id), sent)])).toEqual(messages);
      const guestsLeft = transcript.systemMessages.filter((text) => /^Guest\d+ left/.test(text));
      expect(guestsLeft.slice(-leaveMessages.length)).toEqual(leaveMessages);
      expect(transcript.misplaced).toEqual([]);
      await showFormattingCharacters(ann.page, 'hidden');
      expect((await readTranscript(ann.page)).misplaced).toEqual([]);
    }
    // In the lobby, Ann's page does not have to render each message of the next batch as it arrives.
    await ann.leaves();
    await ann.isInTheLobby();
  }
  expect(foreign).toEqual([]);
  expect(server.log).not.toContain('"report":');
});

test(
  'hostile strings as nicknames are refused by the rule they break, or shown as typed',
  IN_LONG_RUN,
  async ({ person, server }) => {
    test.setTimeout(HANG_MS);
    const ann = await person('Ann');
    const foreign = trackForeignRequests(ann, server.url);
    const misjudged: unknown[] = [];
    const members = new Set(['Ann you']);
    await forEachConcurrently(hostileStrings, async (text) => {
      const { parsed, broken } = parseNickname(text);
      const refusedBy = await new HostileClient(server.url).joins(text);
      if (parsed !== undefined && refusedBy === undefined) members.add(parsed);
      // Of several nicknames that look alike, one joins.
      else if (refusedBy !== (broken ?? 'nickname-taken')) misjudged.push({ text, refusedBy });
    });
    expect(misjudged).toEqual([]);
    expect(members.size).toBeGreaterThan(40);
    await expect(ann.roster).toHaveCount(members.size);
    const roster = new Set(
      await ann.roster.evaluateAll((names) => names.map((name) => name.parentElement?.textContent)),
    );
    expect(roster).toEqual(members);
    const { misplaced } = await readTranscript(ann.page);
    expect(misplaced).toEqual([]);
    expect(foreign).toEqual([]);
    expect(server.log).not.toContain('"report":');
  },
);

test(
  'the lobby says why a hostile nickname is refused, and stays as it was',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const foreign = trackForeignRequests(ann, server.url);
    await ann.page.goto(server.url);
    const lobby = ann.page.getByRole('main');
    for (const [nickname, reason] of [
      ['<b>', 'Use only letters and numbers, no spaces or symbols.'],
      ['\u202eAnn', 'Use only letters and numbers, no spaces or symbols.'],
      ['<img src=x onerror=alert(1)>', 'Nicknames can be up to 16 characters.'],
      ['"><svg onload=alert(1)>', 'Nicknames can be up to 16 characters.'],
      [`n${'\u0301\u0316'.repeat(3)}`, 'Too many accents on one letter.'],
      ['\u3164', 'Use only letters and numbers, no spaces or symbols.'],
    ] as const) {
      await ann.nicknameField.fill(nickname);
      await ann.page.keyboard.press('Enter');
      await expect(ann.page.getByRole('alert')).toHaveText(reason);
      await expect(ann.nicknameField).toHaveValue(nickname);
      await expect(lobby.locator(':is(img, b, script)'), 'no element is made of it').toHaveCount(0);
    }
    await ann.nicknameField.fill('Ann');
    await ann.page.keyboard.press('Enter');
    await ann.isInTheRoom();
    expect(foreign).toEqual([]);
  },
);

/** Splits the strings so that a newcomer gets every letter of a batch: one for a message, two more for a guest who joins and leaves. */
const inBatches = (texts: readonly string[]) => {
  const batches: string[][] = [];
  let space = 0;
  for (const text of texts) {
    const letters = parseReason(text).broken ? 1 : 3;
    if (letters > space) {
      batches.push([]);
      space = BATCH_SIZE;
    }
    batches.at(-1)?.push(text);
    space -= letters;
  }
  return batches;
};

/** Sends each text, and has a guest leave with each valid reason. Returns what a page has to show, and where the server judges otherwise. */
const sendAndLeaveWith = async (texts: readonly string[], ben: HostileClient, url: string) => {
  const guests = new Map(
    texts
      .filter((text) => !parseReason(text).broken)
      .map((text, index) => [text, { nickname: `Guest${index}`, client: new HostileClient(url) }]),
  );
  await forEachConcurrently([...guests.values()], async ({ nickname, client }) => void (await client.joins(nickname)));
  const messages: [id: string, text: string][] = [];
  const leaveMessages: string[] = [];
  const misjudged: unknown[] = [];
  for (const text of texts) {
    const message = parseMessage(text);
    const sent = await ben.says(text);
    if (message.parsed !== undefined) messages.push([String(sent), shownText(message.parsed)]);
    else if (sent !== message.broken) misjudged.push({ text, sent });
    const reason = parseReason(text);
    const guest = guests.get(text);
    const refusedBy = await (guest?.client ?? ben).leaves(text);
    if (refusedBy !== reason.broken) misjudged.push({ reason: text, refusedBy });
    if (guest) {
      leaveMessages.push(
        reason.parsed ? `${guest.nickname} left: “${withoutQuotationMarks(reason.parsed)}”` : `${guest.nickname} left.`,
      );
    }
  }
  return { messages, leaveMessages, misjudged };
};

/** The text that a page shows for a message of Ben's. */
const shownText = (text: string) => {
  const action = /^\/me (.*)$/s.exec(text)?.[1]?.trim();
  return action ? `* Ben ${action}` : text;
};

const withoutQuotationMarks = (reason: string) => reason.replaceAll(/[\p{Quotation_Mark}ʺ˝ˮ″‴‶‷⁗״〃]+/gu, '’');
