import { TRPCError } from '@trpc/server';
import { RefusalError } from '../../chat/refusal-error.ts';

/** How a call ended: with an answer and what the cookie jar was told (null: to forget), or with a refusal. */
export type Outcome = { answer: unknown; cookie?: string | null | undefined } | { refusal: unknown };

/** How a call ends when the caller hangs up. */
export const HUNG_UP: Outcome = { refusal: 'the caller hung up' };

/** The refusal by which a call ended; anything else that was thrown is a bug and stands there as it is. */
export const refusalIn = (error: unknown): Outcome => {
  if (error instanceof TRPCError && error.code === 'CLIENT_CLOSED_REQUEST') return HUNG_UP;
  const cause = error instanceof TRPCError ? error.cause : error;
  return { refusal: cause instanceof RefusalError ? cause.refusal : error };
};

/** How a call ends by the model, which throws its refusals; nothing while it lets the caller wait. */
export const outcomeOf = (answered: () => Outcome | undefined): Outcome | undefined => {
  try {
    const outcome = answered();
    return outcome && 'answer' in outcome ? { cookie: undefined, ...outcome } : outcome;
  } catch (error) {
    return refusalIn(error);
  }
};
