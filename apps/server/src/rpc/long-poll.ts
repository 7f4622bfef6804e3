import { TRPCError } from '@trpc/server';

/** A hold of `holdMs` give or take 10 %, so that polls which began together do not end together. `random` answers from 0 up to 1. */
export const jitteredHold = (holdMs: number, random: () => number): number =>
  Math.round(holdMs * (0.9 + 0.2 * random()));

/** One question that may be answered much later: by whoever is listened to, by the deadline, or not at all when the caller hangs up. */
export interface LongPoll<Answer> {
  /** Begins to listen; may tell at once. The returned function stops it, and answers what there is to tell by then. */
  readonly listen: (tell: (answer: Answer) => void) => () => Answer;
  /** Calls back when it has been held long enough; the returned function lets go before. */
  readonly hold: (onEnd: () => void) => () => void;
  /** Calls back when the caller hangs up. */
  readonly onHangUp: (listener: () => void) => void;
}

/** A listener, a deadline and a hang-up become one call of `answer`, or of `onGone` if the caller hung up. Nothing of it is left behind after that. */
export const poll = <Answer>(
  { listen, hold, onHangUp }: LongPoll<Answer>,
  answer: (answer: Answer) => void,
  onGone = () => {},
) => {
  let isOver = false;
  let letGo: (() => void) | undefined;
  const stop = listen((told) => {
    isOver = true;
    letGo?.();
    answer(told);
  });
  if (isOver) return;
  letGo = hold(() => {
    isOver = true;
    answer(stop());
  });
  onHangUp(() => {
    if (isOver) return;
    isOver = true;
    letGo?.();
    stop();
    onGone();
  });
};

/** The same as a promise. */
export const longPoll = <Answer>(question: LongPoll<Answer>) =>
  new Promise<Answer>((resolve, reject) => {
    const hungUp = () => reject(new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', message: 'The caller hung up.' }));
    poll(question, resolve, hungUp);
  });
