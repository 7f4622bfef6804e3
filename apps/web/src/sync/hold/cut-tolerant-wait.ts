import type { CutHold, HoldLimit } from './hold-limit.ts';
import type { Wait, WaitRequest } from './wait.ts';

export interface CutTolerantWaitOptions {
  /** Asks the room. */
  readonly wait: Wait;
  /** Records the cuts, and so learns how long a hold may be. */
  readonly holdLimit: Pick<HoldLimit, 'learnFromCut' | 'learnFromSilence'>;
  /** The longest hold of a request without `maxHoldMs`, in ms. */
  readonly holdMs: number;
  /** Whether the error came from the room. Any other is a failure of the connection, or an answer of a proxy. */
  readonly isAnswerOfRoom: (error: unknown) => boolean;
  /** Returns the time in ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  /** Like `AbortSignal.timeout`. */
  readonly timeout: (ms: number) => AbortSignal;
}

/** Proxies wait longer than this before they cut, in ms. A failure that comes sooner is one of the network. */
const MIN_SILENCE_MS = 1_000;
/** A connection that is fine answers within this time, in ms. */
const MAX_PROBE_MS = 1_000;
/** An answer that comes within this time after a failure, in ms, shows that the network is fine, and that the hold was too long for it. */
const CONFIRMED_WITHIN_MS = 3_000;

/**
 * Returns a `wait` that survives a proxy that closes an idle request: it asks the room again at once, without a hold, and resolves with that
 * answer. Rejects with the first failure if the room does not answer soon.
 */
export const createCutTolerantWait = (options: CutTolerantWaitOptions): Wait => {
  const { wait, holdLimit, isAnswerOfRoom, monotonicNow, timeout } = options;
  /** The last failure of a held request, until the room answers. */
  let failure: { readonly at: number; readonly recordCut: () => void } | undefined;

  const ask: Wait = async (request, signal) => {
    const answer = await wait(request, signal);
    if (failure && monotonicNow() - failure.at <= CONFIRMED_WITHIN_MS) failure.recordCut();
    failure = undefined;
    return answer;
  };

  /** Asks for an immediate answer. Rejects with `cut` unless the room answers soon. */
  const probe = async (request: WaitRequest, signal: AbortSignal, cut: unknown) => {
    try {
      return await ask({ ...request, hold: false }, AbortSignal.any([signal, timeout(MAX_PROBE_MS)]));
    } catch (error) {
      throw signal.aborted || isAnswerOfRoom(error) ? error : cut;
    }
  };

  return async (request, signal) => {
    if (!request.hold) return ask(request, signal);
    const startedAt = monotonicNow();
    const holdMs = request.maxHoldMs ?? options.holdMs;
    try {
      return await ask(request, signal);
    } catch (error) {
      const at = monotonicNow();
      const hold: CutHold = { holdMs, survivedMs: at - startedAt };
      if (isTimeout(signal)) failure = { at, recordCut: () => holdLimit.learnFromSilence(holdMs) };
      if (signal.aborted || isAnswerOfRoom(error) || hold.survivedMs < MIN_SILENCE_MS) throw error;
      failure = { at, recordCut: () => holdLimit.learnFromCut(hold) };
      return probe(request, signal, error);
    }
  };
};

const isTimeout = ({ aborted, reason }: AbortSignal) =>
  aborted && reason instanceof Error && reason.name === 'TimeoutError';
