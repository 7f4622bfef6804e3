import { TRPCError } from '@trpc/server';
import { RefusalError } from '../../chat/limits/refusal-error.ts';

/** The end of a call: an answer, with the cookies of session and grant that were set (null: deleted), or a refusal. */
export type Outcome =
  | { answer: unknown; cookie?: string | null | undefined; grantCookie?: string | null | undefined }
  | { refusal: unknown };

/** The outcome of a call whose caller disconnects. */
export const DISCONNECTED: Outcome = { refusal: 'the caller disconnected' };

/** Returns the outcome of a call that threw `error`. An error that is not a refusal becomes the outcome itself, so that comparisons fail. */
export const outcomeOfError = (error: unknown): Outcome => {
  if (error instanceof TRPCError && error.code === 'CLIENT_CLOSED_REQUEST') return DISCONNECTED;
  const cause = error instanceof TRPCError ? error.cause : error;
  return { refusal: cause instanceof RefusalError ? cause.refusal : error };
};

/** Returns the outcome of a call to the model, which throws its refusals, or `undefined` while the call waits. */
export const outcomeOf = (call: () => Outcome | undefined): Outcome | undefined => {
  try {
    const outcome = call();
    return outcome && 'answer' in outcome ? { cookie: undefined, grantCookie: undefined, ...outcome } : outcome;
  } catch (error) {
    return outcomeOfError(error);
  }
};
