import type { Refusal } from '@mailroom/shared';
import type { Hand } from './hand.ts';
import { visit } from './samples.ts';
import type { Scene } from './scene.ts';
import type { Script } from './scripted-room.ts';

const knock = async ({ writes, presses }: Hand, nickname = 'Ann') => {
  await writes(nickname, '#nickname');
  await presses('.letter .primary');
};

const refused = (name: string, refusal: Refusal, nickname?: string): Scene => ({
  name: `lobby-${name}`,
  from: 'lobby',
  room: { join: [{ refuses: refusal }] },
  until: async (person) => {
    await knock(person, nickname);
    await person.sees('[role=alert]');
  },
});

/** Someone finds themselves in the lobby, and is told why. */
const seenOut = (name: string, room: Script): Scene => ({
  name: `lobby-${name}`,
  from: 'returning',
  room: { getUsers: [{ says: visit() }], join: [{ says: visit() }], ...room },
  until: ({ sees }) => sees('.lobby-notice'),
});

const closed = (why: 'left' | 'kicked' | 'banned') => ({ wait: [{ says: { type: 'closed', why } }] }) as const;

/** Before the door. */
export const lobbyScenes: readonly Scene[] = [
  { name: 'opening', from: 'returning', room: {}, until: ({ sees }) => sees('.loading-screen p:not(:empty)') },
  { name: 'lobby', from: 'lobby', room: {}, until: ({ sees }) => sees('#nickname') },
  {
    name: 'lobby-coming-in',
    from: 'lobby',
    room: {},
    until: async (person) => {
      await knock(person);
      await person.sees('.primary[aria-disabled=true]');
    },
  },
  refused('nickname-empty', { refusal: 'nickname-invalid', rule: 'empty', limit: 16 }, ''),
  refused('nickname-taken', { refusal: 'nickname-taken' }),
  refused('room-full', { refusal: 'room-full', limit: 5_000 }),
  refused('too-many-from-host', { refusal: 'too-many-from-host', limit: 50 }),
  seenOut('kicked', closed('kicked')),
  seenOut('banned', closed('banned')),
  seenOut('left-elsewhere', closed('left')),
  seenOut('expelled', {
    getUsers: [{ refuses: { refusal: 'no-session' } }],
    wait: [{ refuses: { refusal: 'no-session' } }],
  }),
  seenOut('no-cookie', { wait: [{ refuses: { refusal: 'no-session' } }] }),
];
