import type { Letter, Mail, Reconnect, Visit } from '@mailroom/shared';
import type { Hand } from './hand.ts';
import { spoken } from '../src/i18n/active-language.ts';
import { ann, ben, cleo, crowd, letters, mailAfter, mohammed, olga, said, visit } from './samples.ts';
import type { Scene } from './scene.ts';
import type { Script } from './scripted-room.ts';

const live = ({ epoch, next }: Visit): { says: Reconnect } => ({ says: { type: 'reconnect', epoch, next } });

/** A scene in the room, which says no more than is scripted once the page is connected. */
const inRoom = (
  name: string,
  here: Visit,
  { room = {}, until }: { room?: Script; until?: Scene['until'] } = {},
): Scene => ({
  name: `room-${name}`,
  from: 'returning',
  room: { getUsers: [{ says: here }], join: [{ says: here }], wait: [live(here), 'nothing'], ...room },
  until: async (person) => {
    if (!room.wait) await person.sees('.connection.live');
    await until?.(person);
  },
});

const EVERY_KIND: readonly Letter['event'][] = [
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
  { type: 'edited', member: ben, letter: 1, text: 'Good morning, all of you.', clientMsgId: 'edit' },
  { type: 'deleted', member: olga, letter: 11, clientMsgId: 'delete' },
  { type: 'renamed', member: cleo, before: 'Cleopatra', clientMsgId: 'rename' },
  said(cleo, '> it is on your desk\nWhose?'),
  { type: 'left', member: olga, reason: 'timeout' },
  { type: 'left', member: mohammed, reason: 'back at noon' },
  { type: 'joined', member: olga },
  { type: 'unknown' },
  said(ben, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(3)),
];

const talk = visit({ letters: letters(...EVERY_KIND), members: [ann, ben, cleo, olga] });
const recent = visit({ letters: letters(said(ben, 'Whose is it?'), said(ann, 'Mine, I thinck.')) });
const quiet = visit();

/** Mail that comes once, and nothing after it. */
const then = (here: Visit, mail: Mail): Script => ({ wait: [live(here), { says: mail }, 'nothing'] });

const writes = (text: string, andThen?: (person: Hand) => Promise<unknown>) => async (person: Hand) => {
  await person.writes(text);
  await andThen?.(person);
};

/** Beside the talk it stands open; over it, on a phone, it has to be opened. */
const openRoster = async ({ sees, presses }: Hand) => {
  const toggle = await sees('.roster-toggle');
  if (toggle.checkVisibility()) await presses('.roster-toggle');
};

const lookAtBen = async (person: Hand) => {
  await openRoster(person);
  await person.presses('.roster-item:nth-child(2) button');
  await person.sees('.member-card h3');
};

/** In the room. */
export const roomScenes: readonly Scene[] = [
  inRoom('connecting', quiet, { room: { wait: ['nothing'] }, until: ({ sees }) => sees('.connection.connecting') }),
  inRoom('empty', quiet),
  inRoom('talk', talk),
  inRoom('missed', talk, {
    room: then(talk, mailAfter(talk, [said(ben, 'and now?')], 12)),
    until: ({ sees }) => sees('.missed'),
  }),
  inRoom('reconnecting', talk, {
    room: { wait: [live(talk), 'out of reach'] },
    until: ({ sees }) => sees('.connection.reconnecting'),
  }),
  inRoom('resyncing', talk, {
    room: {
      join: [{ says: talk }, 'nothing'],
      wait: [live(talk), { says: { type: 'reset', why: 'future', epoch: 'style', oldest: 0, next: 0 } }],
    },
    until: ({ sees }) => sees('.connection.resyncing'),
  }),
  inRoom('started-over', talk, {
    room: {
      join: [{ says: talk }, { says: { ...quiet, epoch: 'another' } }],
      wait: [
        live(talk),
        { says: { type: 'reset', why: 'epoch', epoch: 'another', oldest: 0, next: 0 } },
        live({ ...quiet, epoch: 'another' }),
        'nothing',
      ],
    },
    until: ({ sees }) => sees('.connection.live'),
  }),
  inRoom('line-on-its-way', talk, {
    until: writes('This one is on its way.', async ({ presses, sees }) => {
      await presses('.composer .primary');
      await sees('.message.pending');
    }),
  }),
  inRoom('line-turned-down', talk, {
    room: { send: [{ refuses: { refusal: 'text-invalid', rule: 'too-many-marks', limit: 30 } }] },
    until: writes('This one is not.', async ({ presses, sees }) => {
      await presses('.composer .primary');
      await sees('.send-failure');
    }),
  }),
  inRoom('near-limit', talk, { until: writes('Nearly all that fits. '.repeat(11)) }),
  inRoom('over-limit', talk, {
    until: writes('More than fits. '.repeat(20), async ({ presses, sees }) => {
      await presses('.composer .primary');
      await sees('#composer-status .problem:not(:empty)');
    }),
  }),
  inRoom('offers-people', talk, { until: writes('@', ({ sees }) => sees('#offers')) }),
  inRoom('offers-commands', talk, { until: writes('/', ({ sees }) => sees('#offers')) }),
  inRoom('help', talk, {
    until: writes('/help', async ({ presses, sees }) => {
      await presses('.composer .primary');
      await sees('dialog[open]');
    }),
  }),
  inRoom('line-pointed-at', talk, {
    until: async ({ pointsAt, sees }) => {
      await pointsAt('#letter-8 .text');
      await sees('.action-bar');
    },
  }),
  inRoom('line-tapped', talk, {
    until: async ({ taps, sees }) => {
      await taps('#letter-8 .text');
      await sees('.action-list');
    },
  }),
  inRoom('line-edited', recent, {
    until: async ({ writes, strikes, sees }) => {
      await writes('');
      strikes('ArrowUp');
      await sees('.editing-banner');
    },
  }),
  inRoom('line-asked-about', recent, {
    until: async ({ pointsAt, presses, sees }) => {
      await pointsAt('#letter-1 .text');
      await presses('.action-bar button:last-child');
      await sees('.confirm-delete');
    },
  }),
  inRoom('line-followed-to', talk, {
    until: async ({ follows, sees }) => {
      follows(4);
      await sees('.row.highlighted');
    },
  }),
  inRoom('line-not-here', talk, {
    until: async ({ follows, sees }) => {
      follows(4_711);
      await sees('.permalink-not-found');
    },
  }),
  inRoom('find', talk, {
    until: writes('/find Ann', async ({ presses, sees }) => {
      await presses('.composer .primary');
      await sees('.row.highlighted');
    }),
  }),
  inRoom('bell-offer', talk, {
    room: then(talk, mailAfter(talk, [said(ben, '@Ann are you there?')])),
    until: async ({ looks, sees }) => {
      Object.defineProperty(Notification, 'permission', { value: 'default', configurable: true });
      looks('elsewhere');
      await sees('.notifications-prompt');
      looks('here');
    },
  }),
  inRoom('unread', talk, {
    room: then(talk, mailAfter(talk, [said(ben, '@Ann are you there?'), said(cleo, 'She is not.')])),
    until: async ({ looks, sees }) => {
      looks('elsewhere');
      await sees(`#letter-${talk.next + 1}`);
      looks('here');
      await sees('.separator.unread');
    },
  }),
  inRoom('away-and-writing', talk, {
    room: {
      wait: [
        { says: { ...live(talk).says, presence: { version: 1, away: [cleo.id], writing: [ben.id, olga.id] } } },
        'nothing',
      ],
    },
    until: async (person) => {
      await openRoster(person);
      await person.sees('.typing-indicator .nickname');
    },
  }),
  inRoom('person', talk, { until: lookAtBen }),
  inRoom('ignored', talk, {
    until: async (person) => {
      await lookAtBen(person);
      await person.presses('.member-card .member-actions button:last-child');
      await person.sees('.ignored');
    },
  }),
  inRoom('roster-crowd', visit({ members: crowd }), { until: openRoster }),
  inRoom('leaving', talk, {
    until: writes('/leave', async ({ presses, sees }) => {
      await presses('.composer .primary');
      await sees('.room-header [aria-disabled=true]');
    }),
  }),
  inRoom('menu', talk, {
    until: async ({ presses, sees }) => {
      await presses('[popovertarget=room-menu]');
      await sees('#room-menu:popover-open');
    },
  }),
  inRoom('settings', talk, {
    until: async ({ chooses, sees }) => {
      await chooses(spoken.now().words.menu.settings);
      await sees('dialog[open]');
    },
  }),
  inRoom('invitation', quiet, {
    room: { addresses: ['http://192.0.2.2:8000/'] },
    until: async ({ chooses, sees }) => {
      await chooses(spoken.now().words.menu.invite);
      await sees('dialog[open] svg');
    },
  }),
  inRoom('newer-page', talk, {
    room: { newerPage: '/assets/newer.js' },
    until: ({ sees }) => sees('.update-bar p'),
  }),
];
