import { converse, joinAndLeave, TEXTS } from '../../security/attacks/conversation.ts';
import { fillRoom } from '../../security/attacks/filling-the-room.ts';
import { SQUATTING_IDLE_MS, squatNames } from '../../security/attacks/squatting-names.ts';
import { HttpClient } from '../../security/attacks/http-client.ts';
import { DEFAULT_BUDGETS, launchServerUnderAttack } from '../../security/server-under-attack.ts';
import { TestServer } from '../../support/test-server.ts';
import { sizes } from './sizes.ts';

/** What an attacker from one network wants to achieve. */
interface Attack {
  readonly name: string;
  /** The names of its figures. */
  readonly figures: readonly string[];
  /** Attacks a new server with this main.ts. Returns the figures. */
  readonly run: (main: string) => Promise<readonly string[]>;
}

const ATTACKER_ADDRESS = '127.40.0.1';
/** One member may send the messages within this time. */
const MIN_TALK_SECONDS = 6;
/** Rounds of joining and going idle. */
const SQUATTING_ROUNDS = 3;
const MAX_FILLING_SECONDS = 60;

export const ATTACKS: readonly Attack[] = [
  {
    name: 'leave and join while others talk',
    figures: [
      `messages lost of ${TEXTS.length} for a reader 60 ms away`,
      `messages of ${TEXTS.length} that a newcomer does not get`,
    ],
    run: (main) =>
      withServer({ main, settings: {} }, async (server) => {
        const attackers = Array.from({ length: sizes.connections }, () => new HttpClient(server, ATTACKER_ADDRESS));
        const attack = (over: AbortSignal) =>
          Promise.all(attackers.map((attacker, index) => joinAndLeave(attacker, `d${index}`, over)));
        const seconds = Math.max(MIN_TALK_SECONDS, (2 * sizes.rounds * sizes.roundMs) / 1_000);
        const { read, history } = await converse(server, { seconds, attack });
        return [read, history].map(({ length }) => String(TEXTS.length - length));
      }),
  },
  {
    name: 'squatting of nicknames',
    figures: ['names taken by one address'],
    run: async (main) => {
      const server = new TestServer({ IDLE_MS: String(SQUATTING_IDLE_MS) }, { main });
      await server.start();
      try {
        const { joined, taken } = await squatNames(server, SQUATTING_ROUNDS);
        return [`${taken} of ${joined}`];
      } finally {
        await server.stop();
      }
    },
  },
  {
    name: 'filling of the room',
    figures: ['seconds to fill the room from one IPv6 /48'],
    run: (main) =>
      withServer({ main, settings: { TRUST_PROXY: '1' } }, async (server) => {
        const { isFull, joined, seconds } = await fillRoom(server, { maxSeconds: MAX_FILLING_SECONDS });
        return [isFull ? seconds.toFixed(1) : `not full: ${joined} members after ${seconds.toFixed(0)} s`];
      }),
  },
];

const withServer = async <Result>(
  { main, settings }: { main: string; settings: Record<string, string> },
  run: (server: { port: number }) => Promise<Result>,
): Promise<Result> => {
  const server = await launchServerUnderAttack({ ...DEFAULT_BUDGETS, ...settings }, main);
  try {
    return await run(server);
  } finally {
    // A server that fails under an attack may log what a healthy one never logs.
    await server.stop().catch(() => {});
  }
};
