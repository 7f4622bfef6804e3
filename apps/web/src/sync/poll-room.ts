import type { Mail, WaitAnswer } from '@mailroom/shared';
import { backoff, withJitter } from './backoff.ts';
import { UNKNOWN_PRESENCE } from './view/presence.ts';
import { hasMissedEvents } from './view/missed-letters.ts';
import type { Wait } from './hold/wait.ts';
import type { PollEvent } from './view/poll-event.ts';

export interface PollOptions {
  readonly wait: Wait;
  /** Whether the room does not know the session, so that another request would fail too. */
  readonly isSessionExpired: (error: unknown) => boolean;
  /** The ms after which the room would accept the request, if it refused it for a limit. The connection is fine then. */
  readonly retryAfterMsOf?: (error: unknown) => number | undefined;
  /** Resolves after `ms`, when the signal aborts, or earlier when a retry is likely to succeed. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Calls `listener` when a retry is likely to succeed, and requests in flight may be dead. Returns the unsubscribe function. */
  readonly onWake: (listener: () => void) => () => void;
  /** The id of the first letter to ask for, and the version of the presence that is known. */
  readonly from: { readonly epoch: string; readonly since: number; readonly presence: number };
  /** The id of the page. A new wait of the same page supersedes the one before. */
  readonly tab: string;
  /** How long the room holds a request by itself, in ms. The poll gives a request up 10 s after that, plus a tenth. */
  readonly holdMs: number;
  /** The longest hold in ms that the network allows; undefined if unknown. */
  readonly maxHoldMs?: () => number | undefined;
  readonly signal: AbortSignal;
}

/**
 * The state of the poll.
 *
 * | state       | meaning                                                | leaves on                                        |
 * | ----------- | ------------------------------------------------------ | ------------------------------------------------ |
 * | probing     | requests an immediate answer, to test the connection     | answered, failed, woken                          |
 * | holding     | asks for an answer that the room may hold                | answered, failed, woken                          |
 * | backing-off | pauses for `backoff(failures)` ms                        | paused → `next`, woken → probing                 |
 * | deferred    | pauses for the time that the room asked for              | paused → `next`, woken → probing                 |
 * | closed      | the room closed the mailbox                              | none                                             |
 *
 * `answered` leads to holding, or through a pause to it; after the answer “restarting” to probing; after any other “closed”, and after
 * “reset”, to closed. `failed` leads to backing-off, and then to probing. `throttled` leads to deferred, and then to the same request.
 */
export type PollState =
  | { readonly name: 'probing'; readonly failures: number; readonly connections: number }
  | { readonly name: 'holding' }
  | { readonly name: 'backing-off'; readonly failures: number; readonly next: 'probing' | 'holding' }
  | { readonly name: 'deferred'; readonly retryAfterMs: number; readonly next: 'probing' | 'holding' }
  | { readonly name: 'closed' };

export type PollInput =
  /** `isRepeated`: the answer carries only the presence that the request named. */
  | { readonly type: 'answered'; readonly answer: PollEvent & WaitAnswer; readonly isRepeated: boolean }
  | { readonly type: 'failed' }
  /** The room refused the request for a limit, and would accept it after this time. */
  | { readonly type: 'throttled'; readonly retryAfterMs: number }
  | { readonly type: 'woken' }
  | { readonly type: 'paused' };

/** The connections that browsers open to one server. If all of them died unnoticed, one of as many requests uses a new one. */
const CONNECTIONS = 6;

export const INITIAL_STATE: PollState = { name: 'probing', failures: 0, connections: 1 };

/** The state after `input`; the same state where the input does not apply. */
export const transition = (state: PollState, input: PollInput): PollState => {
  if (state.name === 'closed') return state;
  switch (input.type) {
    case 'answered':
      return afterAnswer(input.answer, input.isRepeated);
    case 'failed':
      return { name: 'backing-off', failures: state.name === 'probing' ? state.failures : 0, next: 'probing' };
    case 'throttled':
      return {
        name: 'deferred',
        retryAfterMs: input.retryAfterMs,
        next: state.name === 'holding' ? 'holding' : 'probing',
      };
    case 'woken':
      return { name: 'probing', failures: 0, connections: CONNECTIONS };
    case 'paused':
      if (state.name !== 'backing-off' && state.name !== 'deferred') return state;
      if (state.next === 'holding') return { name: 'holding' };
      return { name: 'probing', failures: state.name === 'backing-off' ? state.failures + 1 : 0, connections: 1 };
  }
};

const afterAnswer = (answer: WaitAnswer, isRepeated: boolean): PollState => {
  if (answer.type === 'mail') return { name: 'holding' };
  if (answer.type === 'reconnect') {
    if (answer.retryAfterMs !== undefined) {
      return { name: 'deferred', retryAfterMs: answer.retryAfterMs, next: 'holding' };
    }
    // The room should not repeat what the page knows. If it does, the page must not ask in a tight loop.
    return isRepeated ? { name: 'backing-off', failures: 0, next: 'holding' } : { name: 'holding' };
  }
  if (answer.type === 'closed' && answer.why === 'restarting') {
    return { name: 'deferred', retryAfterMs: answer.retryAfterMs ?? 1_000, next: 'probing' };
  }
  return { name: 'closed' };
};

/**
 * Asks the room for its next letters again and again, and yields each answer once and in order. Ends when the room closed the mailbox, when
 * the session expired, when an answer did not fit, or when the signal aborts.
 *
 * The first request, and the first after a failure or a wake-up, asks for an immediate answer: it shows whether the page is connected.
 */
export async function* pollRoom(options: PollOptions): AsyncGenerator<PollEvent, void, void> {
  const {
    wait,
    isSessionExpired,
    retryAfterMsOf = () => undefined,
    pause,
    onWake,
    from,
    tab,
    holdMs,
    maxHoldMs = () => undefined,
    signal,
  } = options;
  const { epoch } = from;
  let { since, presence } = from;
  let state = INITIAL_STATE;
  let wake = new AbortController();
  const stopListening = onWake(() => wake.abort());

  try {
    while (!signal.aborted) {
      if (wake.signal.aborted) {
        wake = new AbortController();
        state = transition(state, { type: 'woken' });
      }
      if (state.name === 'closed') return;
      if (state.name === 'backing-off' || state.name === 'deferred') {
        await pause(state.name === 'deferred' ? withJitter(state.retryAfterMs) : backoff(state.failures), signal);
        state = transition(state, { type: 'paused' });
        continue;
      }
      const hold = state.name === 'holding';
      const limitMs = hold ? maxHoldMs() : undefined;
      const shorterHold = limitMs !== undefined && limitMs < holdMs ? { maxHoldMs: limitMs } : {};
      const timeout = AbortSignal.timeout(Math.round(hold ? (shorterHold.maxHoldMs ?? holdMs) * 1.1 : 0) + 10_000);
      const request = { epoch, since, tab, hold, presence, ...shorterHold };
      const send = (firstAnswered: AbortSignal) =>
        wait(request, AbortSignal.any([signal, timeout, wake.signal, firstAnswered]));
      try {
        const connections = state.name === 'probing' ? state.connections : 1;
        const answer = await raceRequests(send, { connections, isSessionExpired });
        if (signal.aborted) return;
        if (!isContiguous(answer, epoch, since)) {
          yield { type: 'out-of-sync' };
          return;
        }
        // Only an earlier request of this page can supersede this one: it was given up, and arrived late.
        if (answer.type === 'superseded') throw new Error('superseded');
        const isRepeated = answer.type === 'reconnect' && answer.presence?.version === presence;
        state = transition(state, { type: 'answered', answer, isRepeated });
        yield answer;
        if (answer.type === 'mail') {
          since = answer.next;
          if (hasMissedEvents(answer)) presence = UNKNOWN_PRESENCE.version;
        } else if (answer.type === 'reconnect') {
          since = answer.next;
          presence = answer.presence?.version ?? presence;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (wake.signal.aborted) continue;
        if (isSessionExpired(error)) {
          yield { type: 'session-expired' };
          return;
        }
        const retryAfterMs = longestRetryAfterMs(error, retryAfterMsOf);
        if (retryAfterMs !== undefined) {
          state = transition(state, { type: 'throttled', retryAfterMs });
          continue;
        }
        state = transition(state, { type: 'failed' });
        yield { type: 'disconnected' };
      }
    }
  } finally {
    stopListening();
  }
}

interface RaceOptions {
  readonly connections: number;
  readonly isSessionExpired: PollOptions['isSessionExpired'];
}

/**
 * Sends the same request over several connections and resolves with the first answer; aborts the others. Rejects when the session expired,
 * or when all requests failed.
 */
const raceRequests = async (
  send: (firstAnswered: AbortSignal) => Promise<WaitAnswer>,
  { connections, isSessionExpired }: RaceOptions,
) => {
  const firstAnswered = new AbortController();
  const expired = Promise.withResolvers<never>();
  const answers = Array.from({ length: connections }, async () => {
    try {
      return await send(firstAnswered.signal);
    } catch (error) {
      if (isSessionExpired(error)) expired.reject(error);
      throw error;
    }
  });
  try {
    return await Promise.race([Promise.any(answers), expired.promise]);
  } finally {
    firstAnswered.abort();
  }
};

/** The longest time that the room named, if it refused one of the requests for a limit. */
const longestRetryAfterMs = (error: unknown, retryAfterMsOf: (error: unknown) => number | undefined) => {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const times = errors.flatMap((each) => retryAfterMsOf(each) ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
};

/** Whether an answer continues where the last one ended. If not, there is a bug, and it must not stay hidden. */
const isContiguous = (answer: WaitAnswer, epoch: string, since: number) => {
  if (answer.type === 'reconnect') return answer.epoch === epoch && answer.next >= since;
  return answer.type !== 'mail' || (answer.epoch === epoch && answer.from === since && isInOrder(answer));
};

const isInOrder = ({ from, next, letters }: Mail) =>
  from <= next && letters.every(({ id }, index) => id > (letters[index - 1]?.id ?? from - 1) && id < next);
