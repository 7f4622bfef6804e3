import type { Refusal } from '@mailroom/shared';
import { joinResult } from './samples.ts';
import type { Scene } from './scene.ts';
import type { SceneDriver } from './scene-driver.ts';
import type { Script } from './scripted-room.ts';

const submitNickname = async ({ type, click }: SceneDriver, nickname = 'Ann') => {
  await type(nickname, '#nickname');
  await click('.letter .primary');
};

/** A join request that the room refuses. */
const refused = (name: string, refusal: Refusal, nickname?: string): Scene => ({
  name: `lobby-${name}`,
  start: 'lobby',
  room: { join: [{ refusal }] },
  reach: async (driver) => {
    await submitNickname(driver, nickname);
    await driver.waitFor('[role=alert]');
  },
});

/** A user who is back in the lobby, with a notice that gives the reason. */
const notice = (name: string, room: Script): Scene => ({
  name: `lobby-${name}`,
  start: 'returning',
  room: { getUsers: [{ result: joinResult() }], join: [{ result: joinResult() }], ...room },
  reach: ({ waitFor }) => waitFor('.lobby-notice'),
});

const closed = (why: 'left' | 'kicked' | 'banned') => ({ wait: [{ result: { type: 'closed', why } }] }) as const;

/** The scenes of the loading screen and the lobby. */
export const lobbyScenes: readonly Scene[] = [
  { name: 'loading', start: 'returning', room: {}, reach: ({ waitFor }) => waitFor('.loading-screen p:not(:empty)') },
  { name: 'lobby', start: 'lobby', room: {}, reach: ({ waitFor }) => waitFor('#nickname') },
  {
    name: 'lobby-joining',
    start: 'lobby',
    room: {},
    reach: async (driver) => {
      await submitNickname(driver);
      await driver.waitFor('.primary[aria-disabled=true]');
    },
  },
  refused('nickname-empty', { refusal: 'nickname-invalid', rule: 'empty', limit: 16 }, ''),
  refused('nickname-taken', { refusal: 'nickname-taken' }),
  refused('room-full', { refusal: 'room-full', limit: 5_000 }),
  refused('too-many-from-host', { refusal: 'too-many-from-host', limit: 50 }),
  notice('kicked', closed('kicked')),
  notice('banned', closed('banned')),
  notice('left-elsewhere', closed('left')),
  notice('session-expired', {
    getUsers: [{ refusal: { refusal: 'no-session' } }],
    wait: [{ refusal: { refusal: 'no-session' } }],
    join: [{ refusal: { refusal: 'no-session' } }],
  }),
  notice('no-cookie', { wait: [{ refusal: { refusal: 'no-session' } }] }),
];
