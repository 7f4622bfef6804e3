import type { Mail, WaitAnswer } from '@mailroom/shared';
import type { WaitRequest } from './room-api.ts';
import { backoff } from './backoff.ts';
import { UNKNOWN_PRESENCE } from './presence.ts';

/** What following a room brings: the room's answers, and what happened to the connection. */
export type PollEvent =
  | Exclude<WaitAnswer, { type: 'superseded' }>
  | { type: 'lost' }
  | { type: 'expelled' }
  | { type: 'strayed' };

export interface PollOptions {
  readonly wait: (question: WaitRequest, signal: AbortSignal) => Promise<WaitAnswer>;
  /** Whether the room itself turned us away: asking again is in vain. */
  readonly isSessionExpired: (error: unknown) => boolean;
  /** Settles after `ms`, or sooner when there is a reason to believe that asking again will work. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Calls `listener` when there is such a reason; the returned function stops it. */
  readonly onWake: (listener: () => void) => () => void;
  readonly from: { readonly epoch: string; readonly since: number; readonly presence: number };
  readonly tab: string;
  /** How long the room may hold a question, in ms. An answer 10 s beyond it is given up. */
  readonly holdMs: number;
  readonly signal: AbortSignal;
}

/** As many as browsers open to one server: should all that are open have died unnoticed, one of so many questions goes over a new one. */
const CONNECTIONS = 6;

/**
 * Asks the room for what comes next, again and again, and hands on each answer once and in order. Ends when the room has nothing more
 * to say to us, or when the signal aborts. The first question, and the first after any failure or wake-up, asks for an answer at once:
 * it tells whether we are connected.
 */
export async function* pollRoom(options: PollOptions): AsyncGenerator<PollEvent, void, void> {
  const { wait, isSessionExpired, pause, onWake, from, tab, holdMs, signal } = options;
  const { epoch } = from;
  let { since, presence } = from;
  let hold = false;
  let failures = 0;
  let isWoken = false;
  let sleep = new AbortController();
  const stopWaking = onWake(() => {
    failures = 0;
    isWoken = true;
    sleep.abort();
  });

  try {
    while (!signal.aborted) {
      sleep = new AbortController();
      const patience = AbortSignal.timeout(Math.round(hold ? holdMs * 1.1 : 0) + 10_000);
      const question = { epoch, since, tab, hold, presence };
      const askOnce = (enough = signal) => wait(question, AbortSignal.any([signal, patience, sleep.signal, enough]));
      const times = isWoken ? CONNECTIONS : 1;
      isWoken = false;
      try {
        const answer = await firstAnswer(
          Array.from({ length: times }, () => askOnce),
          isSessionExpired,
        );
        if (signal.aborted) return;
        if (!continues(answer, epoch, since)) {
          yield { type: 'strayed' };
          return;
        }
        // Only a question of this page's own can have done that, one that was given up and came late.
        if (answer.type === 'superseded') throw new Error('superseded');
        failures = 0;
        hold = true;
        yield answer;
        if (answer.type === 'mail') {
          since = answer.next;
          if (answer.missed > 0) presence = UNKNOWN_PRESENCE.version;
        } else if (answer.type === 'reconnect') {
          since = answer.next;
          if (answer.retryAfterMs !== undefined) await pause(apart(answer.retryAfterMs), signal);
          // Nobody is told what they said they know. Whoever is has to ask more slowly than they are answered.
          else if (answer.presence?.version === presence) await pause(backoff(0), signal);
          presence = answer.presence?.version ?? presence;
        } else if (answer.type === 'closed' && answer.why === 'restarting') {
          hold = false;
          await pause(apart(answer.retryAfterMs ?? 1_000), signal);
        } else {
          return;
        }
      } catch (error) {
        if (signal.aborted) return;
        hold = false;
        if (sleep.signal.aborted) continue;
        if (isSessionExpired(error)) {
          yield { type: 'expelled' };
          return;
        }
        yield { type: 'lost' };
        await pause(backoff(failures++), signal);
      }
    }
  } finally {
    stopWaking();
  }
}

/** Everyone was told the same time: who returns a little apart is served the sooner. */
const apart = (ms: number) => Math.round(ms * (1 + Math.random()));

/** What the first of several equal questions brings; the others are given up. Fails when the room turns one away, or when all fail. */
const firstAnswer = async (
  asks: readonly ((enough: AbortSignal) => Promise<WaitAnswer>)[],
  isExpelled: PollOptions['isSessionExpired'],
) => {
  const enough = new AbortController();
  const turnedAway = Promise.withResolvers<never>();
  const answers = asks.map(async (ask) => {
    try {
      return await ask(enough.signal);
    } catch (error) {
      if (isExpelled(error)) turnedAway.reject(error);
      throw error;
    }
  });
  try {
    return await Promise.race([Promise.any(answers), turnedAway.promise]);
  } finally {
    enough.abort();
  }
};

/** Whether an answer goes on where the last one ended. Anything else is a bug somewhere, and must not pass unnoticed. */
const continues = (answer: WaitAnswer, epoch: string, since: number) => {
  if (answer.type === 'reconnect') return answer.epoch === epoch && answer.next >= since;
  return answer.type !== 'mail' || (answer.epoch === epoch && answer.from === since && isInOrder(answer));
};

const isInOrder = ({ from, next, letters }: Mail) =>
  from <= next && letters.every(({ id }, index) => id > (letters[index - 1]?.id ?? from - 1) && id < next);
