import type { History, JoinResult, Letter, Mail, Reconnect } from '@mailroom/shared';
import { activeLanguage } from '../src/i18n/active-language.ts';
import { ann, ben, cleo, crowd, joinResult, letters, mailAfter, mohammed, olga, said } from './samples.ts';
import type { Scene } from './scene.ts';
import type { SceneDriver } from './scene-driver.ts';
import type { Script } from './scripted-room.ts';

const connected = ({ epoch, next }: JoinResult): { result: Reconnect } => ({
  result: { type: 'reconnect', epoch, next },
});

/** A scene in the room. By default nothing happens after the page is connected. */
const inRoom = (
  name: string,
  joined: JoinResult,
  { room = {}, reach }: { room?: Script; reach?: Scene['reach'] } = {},
): Scene => ({
  name: `room-${name}`,
  start: 'returning',
  room: {
    getUsers: [{ result: joined }],
    join: [{ result: joined }],
    wait: [connected(joined), 'pending'],
    ...room,
  },
  reach: async (driver) => {
    if (!room.wait) await driver.waitFor('.connection.live');
    await reach?.(driver);
  },
});

const ALL_EVENTS: readonly Letter['event'][] = [
  { type: 'joined', member: ben },
  said(ben, 'Good morning.'),
  said(ben, 'Is anybody here? *Really* **nobody**?'),
  { type: 'joined', member: cleo },
  said(cleo, 'I am. Did you read `npm ci` at https://example.org/a/rather/long/address?with=questions#and-more ?'),
  said(cleo, '```\nif (letters < 100) {\n  return;\n}\n```'),
  said(ann, 'Not yet, @Ben had it.'),
  said(
    ann,
    'It takes a while: first the boxes are emptied, then sorted by street, then by number, and only then can anybody say whether one is missing.',
  ),
  said(ben, '@Ann it is on your desk'),
  said(mohammed, 'صباح الخير'),
  said(olga, '/me ставит чайник'),
  said(olga, '🎉'),
  { type: 'edited', member: ben, letterId: 1, text: 'Good morning, all of you.', mutationId: 'edit' },
  { type: 'deleted', member: olga, letterId: 11, mutationId: 'delete' },
  { type: 'renamed', member: cleo, formerNickname: 'Cleopatra', mutationId: 'rename' },
  said(cleo, '> it is on your desk\nWhose?'),
  { ...said(ben, 'Mine, of course.'), replyTo: 15 },
  {
    type: 'reacted',
    member: olga,
    letterId: 16,
    reactions: [
      { emoji: '👍', member: cleo },
      { emoji: '🎉', member: ann },
      { emoji: '👍', member: olga },
    ],
    mutationId: 'reaction',
  },
  { type: 'left', member: olga, why: 'timeout' },
  { type: 'left', member: mohammed, why: 'left', reason: 'back at noon' },
  { type: 'joined', member: olga },
  { type: 'unknown' },
  said(ben, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(3)),
];

/** Messages with all that markup can be. */
const marked = joinResult({
  letters: letters(
    said(ben, '**Bold**, _italic_, ~~gone~~, `code`, \\*as typed\\*, 请@Ann看 and https://münchen.example/a'),
    said(cleo, '> Ben: one\n> > two\n\nShopping:\n- milk\n- bread\n  1. rye\n  2. wheat\n\n2026. A good year'),
    said(ben, '```ts\nif (letters < 100) {\n  return;\n}\n```\nand then'),
    said(mohammed, 'مرحبا **بالجميع**\n- واحد\n- اثنان'),
  ),
});

/** A message of more lines than one may have on the screen. */
const LONG = Array.from({ length: 128 }, (_, index) => 'abcdefghij'.charAt(index % 10)).join('\n');

/** Members who imitate notices of the room, beside real ones. */
const IMITATIONS: readonly Letter['event'][] = [
  { type: 'joined', member: cleo },
  said(ben, '/me joined.'),
  said(ben, '/me left (lost connection).'),
  { type: 'left', member: cleo, why: 'timeout' },
  { type: 'left', member: olga, why: 'left', reason: 'lost connection' },
  said(ben, 'The room is closed.'),
  { type: 'left', member: mohammed, why: 'left', reason: '“). The room restarted. („' },
  said(ben, 'Cleo left (lost connection).'),
  said(ben, '──────────── Today ────────────'),
  said(ben, '_The room restarted and you’re back in._'),
  { type: 'deleted', member: ben, letterId: 7, mutationId: 'delete' },
  said(ann, '/me deleted this message.'),
  { type: 'renamed', member: cleo, formerNickname: 'Cleopatra', mutationId: 'rename' },
  said(ben, '/me is now known as Cleo.'),
];

const conversation = joinResult({ letters: letters(...ALL_EVENTS), members: [ann, ben, cleo, olga] });
const ownLastMessage = joinResult({ letters: letters(said(ben, 'Whose is it?'), said(ann, 'Mine, I thinck.')) });
const empty = joinResult();
/** The join of a member who was away for so long that the room forgot them, and whose history begins later. */
const rejoinedAsAnother = joinResult({ you: { ...ann, id: 'another' }, next: conversation.next + 40 });

/** The join after the room has lost the last letters of the conversation, and another epoch has begun. */
const LOST_FROM = 15;
const afterLoss = joinResult({ epoch: 'after the loss', next: LOST_FROM + 1, members: conversation.members });
/** A conversation before which the room has others. */
const lateConversation = joinResult({
  letters: letters(said(ben, 'Whose is it?'), said(ann, 'Mine.'), said(cleo, 'Are you sure?')).map((letter) =>
    Object.assign(letter, { id: letter.id + 40 }),
  ),
  next: 43,
});
/** The last ones of those before it. */
const olderHistory = (overrides: Partial<History>): { result: History } => ({
  result: {
    type: 'history',
    epoch: lateConversation.epoch,
    from: 0,
    before: 40,
    missed: 0,
    hasOlder: false,
    letters: [{ id: 38, at: Date.now() - 600_000, event: said(olga, 'I found an umbrella.') }],
    ...overrides,
  },
});
const reachOlder = ({ waitFor }: SceneDriver) => waitFor('[aria-busy=false] .older-messages');

/** One mail after the page is connected. */
const thenMail = (joined: JoinResult, mail: Mail): Script => ({
  wait: [connected(joined), { result: mail }, 'pending'],
});

const typeThen = (text: string, next?: Scene['reach']) => async (driver: SceneDriver) => {
  await driver.type(text);
  await next?.(driver);
};

/** On a phone the roster is a popover; on a desktop it is always visible. */
const openRoster = async ({ waitFor, click }: SceneDriver) => {
  const toggle = await waitFor('.roster-toggle');
  if (toggle.checkVisibility()) await click('.roster-toggle');
};

const openCardOfBen = async (driver: SceneDriver) => {
  await openRoster(driver);
  await driver.click('.roster-item:nth-child(2) button');
  await driver.waitFor('.member-card h3');
};

/** The scenes of the room. */
export const roomScenes: readonly Scene[] = [
  inRoom('connecting', empty, {
    room: { wait: ['pending'] },
    reach: ({ waitFor }) => waitFor('.connection.connecting'),
  }),
  inRoom('empty', empty),
  inRoom('conversation', conversation),
  inRoom('markup', marked),
  inRoom('imitations', joinResult({ letters: letters(...IMITATIONS), members: [ann, ben] })),
  inRoom(
    'folded',
    joinResult({ letters: letters(said(ben, 'Look at this:'), said(cleo, LONG), said(ann, '/me is impressed')) }),
  ),
  inRoom('missed', conversation, {
    room: thenMail(conversation, mailAfter(conversation, [said(ben, 'and now?')], 12)),
    reach: ({ waitFor }) => waitFor('.missed'),
  }),
  inRoom('reconnecting', conversation, {
    room: { wait: [connected(conversation), 'unreachable'] },
    reach: ({ waitFor }) => waitFor('.connection.reconnecting'),
  }),
  inRoom('resyncing', conversation, {
    room: {
      join: [{ result: conversation }, 'pending'],
      wait: [connected(conversation), { result: { type: 'reset', why: 'future', epoch: 'style', oldest: 0, next: 0 } }],
    },
    reach: ({ waitFor }) => waitFor('.connection.resyncing'),
  }),
  inRoom('rejoined-as-another', conversation, {
    room: {
      join: [{ result: conversation }, { result: rejoinedAsAnother }],
      wait: [
        connected(conversation),
        { result: { type: 'closed', why: 'timeout' } },
        { result: { ...mailAfter(rejoinedAsAnother, [said(ben, 'and now?')]), from: conversation.next } },
        'pending',
      ],
    },
    reach: ({ waitFor }) => waitFor('.missed'),
  }),
  inRoom('room-restarted', conversation, {
    room: {
      join: [{ result: conversation }, { result: { ...empty, epoch: 'another' } }],
      wait: [
        connected(conversation),
        { result: { type: 'reset', why: 'epoch', epoch: 'another', oldest: 0, next: 0 } },
        connected({ ...empty, epoch: 'another' }),
        'pending',
      ],
    },
    reach: ({ waitFor }) => waitFor('.connection.live'),
  }),
  inRoom('messages-lost', conversation, {
    room: {
      join: [{ result: conversation }, { result: afterLoss }],
      wait: [
        connected(conversation),
        {
          result: {
            type: 'reset',
            why: 'epoch',
            epoch: afterLoss.epoch,
            oldest: 0,
            next: afterLoss.next,
            agreement: { epoch: conversation.epoch, before: LOST_FROM },
          },
        },
        { result: { ...mailAfter({ ...afterLoss, next: LOST_FROM }, [said(ben, 'Where are your messages?')]) } },
        'pending',
      ],
    },
    reach: ({ waitFor }) => waitFor(`.row:last-child .message`),
  }),
  inRoom('older-loading', lateConversation, { reach: ({ waitFor }) => waitFor('[aria-busy=true] .older-messages') }),
  inRoom('older-failed', lateConversation, {
    room: { history: ['unreachable'] },
    reach: ({ waitFor }) => waitFor('.older-messages button'),
  }),
  inRoom('older-gone', lateConversation, { room: { history: [olderHistory({ missed: 30 })] }, reach: reachOlder }),
  inRoom('older-hidden', lateConversation, { room: { history: [olderHistory({ from: 38 })] }, reach: reachOlder }),
  inRoom('older-none', lateConversation, { room: { history: [olderHistory({})] }, reach: reachOlder }),
  inRoom('older-former', lateConversation, {
    room: {
      history: ['pending'],
      join: [{ result: lateConversation }, { result: { ...empty, epoch: 'another' } }],
      wait: [
        connected(lateConversation),
        { result: { type: 'reset', why: 'epoch', epoch: 'another', oldest: 0, next: 0 } },
        connected({ ...empty, epoch: 'another' }),
        'pending',
      ],
    },
    reach: reachOlder,
  }),
  inRoom('message-not-saved', conversation, {
    room: { send: [{ refusal: { refusal: 'not-kept', retryAfterMs: 60_000 } }] },
    reach: typeThen('The disk is full.', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.message.pending');
    }),
  }),
  inRoom('message-pending', conversation, {
    reach: typeThen('This message is pending.', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.message.pending');
    }),
  }),
  inRoom('message-failed', conversation, {
    room: { send: [{ refusal: { refusal: 'text-invalid', rule: 'too-many-marks', limit: 30 } }] },
    reach: typeThen('This message fails.', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.send-failure');
    }),
  }),
  inRoom('near-limit', conversation, { reach: typeThen('Nearly all that fits. '.repeat(90)) }),
  inRoom('over-limit', conversation, {
    reach: typeThen('More than fits. '.repeat(160), async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('#composer-status .problem:not(:empty)');
      await waitFor('.split-prompt');
    }),
  }),
  inRoom('suggest-members', conversation, { reach: typeThen('@', ({ waitFor }) => waitFor('#suggestions')) }),
  inRoom('suggest-emoji', conversation, { reach: typeThen(':sm', ({ waitFor }) => waitFor('#suggestions')) }),
  inRoom('suggest-commands', conversation, { reach: typeThen('/', ({ waitFor }) => waitFor('#suggestions')) }),
  inRoom('help', conversation, {
    reach: typeThen('/help', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('dialog[open]');
    }),
  }),
  inRoom('message-hovered', conversation, {
    reach: ({ hover }) => hover('#letter-8 .text'),
  }),
  inRoom('message-reacting', conversation, {
    reach: async ({ hover, click, waitFor }) => {
      await hover('#letter-16 .text');
      await click('.action-bar button:first-of-type');
      await waitFor('.action-bar.reacting .reaction-names');
    },
  }),
  inRoom('message-replying', conversation, {
    reach: async ({ hover, click, waitFor }) => {
      await hover('#letter-8 .text');
      await click('.action-bar button:nth-of-type(2)');
      await waitFor('.composer-banner');
    },
  }),
  inRoom('message-pressed', conversation, {
    reach: ({ press }) => press('#letter-8 .text'),
  }),
  inRoom('message-editing', ownLastMessage, {
    reach: async ({ type, pressKey, waitFor }) => {
      await type('');
      pressKey('ArrowUp');
      await waitFor('.composer-banner');
    },
  }),
  inRoom('message-confirm-delete', ownLastMessage, {
    reach: async ({ hover, click, waitFor }) => {
      await hover('#letter-1 .text');
      await click('.action-bar button:last-child');
      await waitFor('.confirm-delete');
    },
  }),
  inRoom('permalink', conversation, {
    reach: async ({ openPermalink, waitFor }) => {
      openPermalink(4);
      await waitFor('.row.highlighted');
    },
  }),
  inRoom('permalink-not-found', conversation, {
    reach: async ({ openPermalink, waitFor }) => {
      openPermalink(4_711);
      await waitFor('.transcript-notice');
    },
  }),
  inRoom('find', conversation, {
    reach: typeThen('/find Ann', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.row.highlighted');
    }),
  }),
  inRoom('find-none', conversation, {
    reach: typeThen('/find nothing like this', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.find-bar button:disabled');
    }),
  }),
  inRoom('find-older', lateConversation, {
    room: { history: ['unreachable'] },
    reach: typeThen('/find umbrella', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.find-older');
      await waitFor('.older-messages button');
    }),
  }),
  inRoom('export', lateConversation, {
    room: { history: ['unreachable'] },
    reach: async ({ chooseMenuItem, waitFor }) => {
      await waitFor('.older-messages button');
      await chooseMenuItem(activeLanguage.getState().strings.menu.exportText);
      await waitFor('dialog[open] .export');
    },
  }),
  inRoom('notifications-prompt', conversation, {
    room: thenMail(conversation, mailAfter(conversation, [said(ben, '@Ann are you there?')])),
    reach: async ({ setPageVisibility, waitFor }) => {
      Object.defineProperty(Notification, 'permission', { value: 'default', configurable: true });
      setPageVisibility('hidden');
      await waitFor('#notifications-prompt');
      setPageVisibility('visible');
    },
  }),
  inRoom('unread', conversation, {
    room: thenMail(
      conversation,
      mailAfter(conversation, [said(ben, '@Ann are you there?'), said(cleo, 'She is not.')]),
    ),
    reach: async ({ setPageVisibility, waitFor }) => {
      setPageVisibility('hidden');
      await waitFor(`#letter-${conversation.next + 1}`);
      setPageVisibility('visible');
      await waitFor('.separator.unread');
    },
  }),
  inRoom('away-and-typing', conversation, {
    room: {
      wait: [
        {
          result: {
            ...connected(conversation).result,
            presence: { version: 1, away: [cleo.id], typing: [ben.id, olga.id] },
          },
        },
        'pending',
      ],
    },
    reach: async (driver) => {
      await openRoster(driver);
      await driver.waitFor('.typing-indicator .nickname');
    },
  }),
  inRoom('member-card', conversation, { reach: openCardOfBen }),
  inRoom('ignored', conversation, {
    reach: async (driver) => {
      await openCardOfBen(driver);
      await driver.click('.member-card .member-actions button:last-child');
      await driver.waitFor('.ignored');
    },
  }),
  inRoom('roster-crowd', joinResult({ members: crowd }), { reach: openRoster }),
  inRoom('leaving', conversation, {
    reach: typeThen('/leave', async ({ click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.connection:not(.live)');
    }),
  }),
  inRoom('leaving-unsent', conversation, {
    reach: typeThen('This message is pending.', async ({ type, click, waitFor }) => {
      await click('.composer .primary');
      await waitFor('.message.pending');
      await type('/leave');
      await click('.composer .primary');
      await waitFor('dialog[open]');
    }),
  }),
  inRoom('menu', conversation, {
    reach: async ({ click, waitFor }) => {
      await click('[popovertarget=room-menu]');
      await waitFor('#room-menu:popover-open');
    },
  }),
  inRoom('settings', conversation, {
    reach: async ({ chooseMenuItem, waitFor }) => {
      await chooseMenuItem(activeLanguage.getState().strings.menu.settings);
      await waitFor('dialog[open]');
    },
  }),
  inRoom('invitation', empty, {
    room: { addresses: ['http://192.0.2.2:8000/'] },
    reach: async ({ click, waitFor }) => {
      await click('.empty-transcript button');
      await waitFor('dialog[open] svg');
    },
  }),
  inRoom('update-available', conversation, {
    room: { newerPage: '/assets/newer.js' },
    reach: ({ waitFor }) => waitFor('.update-bar p'),
  }),
];
