import { TRPCError } from '@trpc/server';
import { runLongPoll, type LongPoll } from '../long-poll.ts';

/** Runs a long poll. Rejects with CLIENT_CLOSED_REQUEST if the caller disconnects. For transports that need a promise of the answer. */
export const longPollPromise = <Answer>(poll: LongPoll<Answer>) =>
  new Promise<Answer>((resolve, reject) => {
    const onDisconnect = (listener: () => void) =>
      poll.onDisconnect(() => {
        listener();
        reject(new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', message: 'The client disconnected.' }));
      });
    runLongPoll({ ...poll, onDisconnect }, resolve);
  });
