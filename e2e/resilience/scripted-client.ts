import { randomUUID } from 'node:crypto';
import { digest, type WaitAnswer } from '@mailroom/shared';
import { createRoomApi, isPermanentError } from '@mailroom/web/sync/room-api';
import { createBrowserFetch } from '../support/network/browser-fetch.ts';
import { rowOf, type History, type Row } from './history.ts';
import { retryUntilAnswered } from './retry.ts';

/** How a client repeats a call that was not answered. The page repeats it with the same ids and the same cursor. */
export interface RetryBehavior {
  /** Returns the id of an attempt to join. */
  readonly attempt: () => string;
  /** Returns the id of an attempt to send. */
  readonly clientMsgId: () => string;
  /** Returns the cursor after a poll whose answer did not arrive. */
  readonly cursorAfterLoss: (cursor: number) => number;
}

const pageBehavior = (): RetryBehavior => {
  const [attempt, clientMsgId] = [randomUUID(), randomUUID()];
  return { attempt: () => attempt, clientMsgId: () => clientMsgId, cursorAfterLoss: (cursor) => cursor };
};

const MAX_ATTEMPTS = 5;
const neverAborted = new AbortController().signal;

/**
 * Runs one whole session with the page's calls: joins, sends a message, polls until it arrives, and leaves. Repeats each call until it is
 * answered.
 */
export const runScriptedSession = async (
  url: string,
  { nickname, text, ...behavior }: { nickname: string; text: string } & Partial<RetryBehavior>,
): Promise<History> => {
  const { attempt, clientMsgId, cursorAfterLoss } = { ...pageBehavior(), ...behavior };
  const retry = <Answer>(call: () => Promise<Answer>) => retryUntilAnswered(call, { maxAttempts: MAX_ATTEMPTS });
  const room = createRoomApi({ url: `${url}trpc`, fetch: createBrowserFetch() });
  const { epoch, next: from } = await retry(() => room.join({ nickname, attempt: attempt() }));

  const message = { texts: [text], at: performance.now(), mutationId: '' };
  const { id: number } = await retry(() => {
    const id = clientMsgId();
    message.mutationId = digest(id);
    return room.send({ text, clientMsgId: id }, neverAborted);
  });
  const outcome = { type: 'acknowledged', at: performance.now(), epoch, number } as const;

  const rows: Row[] = [];
  let next = from;
  for (let hold = true; next <= number;) {
    const answer: WaitAnswer | undefined = await room
      .wait({ epoch, since: next, tab: 'one', hold }, neverAborted)
      .catch(ignoreLoss);
    hold = answer !== undefined;
    if (answer === undefined) next = cursorAfterLoss(next);
    else if (answer.type !== 'mail') throw new Error(`the poll of ${nickname} is answered with ${answer.type}`);
    else {
      rows.push(...answer.letters.map(rowOf));
      next = answer.next;
    }
  }
  await retry(() => room.leave());
  return {
    client: nickname,
    written: [{ ...message, outcome }],
    screen: [{ epoch, from, next, rows }],
    isComplete: false,
  };
};

const ignoreLoss = (error: unknown): undefined => {
  if (isPermanentError(error)) throw error;
};
