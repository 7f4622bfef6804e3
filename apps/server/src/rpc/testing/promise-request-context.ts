import type { WaitAnswer } from '@mailroom/shared';
import type { LongPoll } from '../long-poll.ts';
import { RequestContext } from '../request-context.ts';
import { longPollPromise } from './long-poll-promise.ts';

/** The context for tRPC's stock adapter, which waits for the promise of a deferred answer. */
export class PromiseRequestContext extends RequestContext {
  override deferAnswer(poll: LongPoll<WaitAnswer>) {
    return longPollPromise(poll);
  }
}
