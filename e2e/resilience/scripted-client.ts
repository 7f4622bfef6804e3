import { randomUUID } from 'node:crypto';
import type { WaitAnswer } from '@mailroom/shared';
import { isPermanentError, createRoomApi } from '@mailroom/web/sync/room-api';
import { browserFetch } from './browser-fetch.ts';
import { rowOf, type History, type Row } from './history.ts';

/** What a visitor does when a call was not answered. The page names and asks the same again. */
export interface Habits {
  /** Names each try to come in. */
  readonly attempt: () => string;
  /** Names each try to say the line. */
  readonly clientMsgId: () => string;
  /** Where to read on when it is not known whether the mail came. */
  readonly cursorAfterLoss: (cursor: number) => number;
}

const pageHabits = (): Habits => {
  const [attempt, clientMsgId] = [randomUUID(), randomUUID()];
  return { attempt: () => attempt, clientMsgId: () => clientMsgId, cursorAfterLoss: (cursor) => cursor };
};

/** Someone's whole visit by the page's own calls: comes in, says a line, reads up to it, and leaves. Each call is made until it is answered. */
export const visit = async (
  url: string,
  { nickname, line: text, ...habits }: { nickname: string; line: string } & Partial<Habits>,
): Promise<History> => {
  const { attempt, clientMsgId, cursorAfterLoss } = { ...pageHabits(), ...habits };
  const room = createRoomApi({ url: `${url}trpc`, fetch: browserFetch() });
  const { epoch, next: from } = await untilAnswered(() => room.join({ nickname, attempt: attempt() }));

  const line = { texts: [text], at: performance.now(), clientMsgId: '' };
  const { id: number } = await untilAnswered(() =>
    room.send({ text, clientMsgId: (line.clientMsgId = clientMsgId()) }, never),
  );
  const outcome = { type: 'acknowledged', at: performance.now(), epoch, number } as const;

  const rows: Row[] = [];
  let next = from;
  for (let hold = true; next <= number;) {
    const answer: WaitAnswer | undefined = await room
      .wait({ epoch, since: next, tab: 'one', hold }, never)
      .catch(lostOnTheWay);
    hold = answer !== undefined;
    if (answer === undefined) next = cursorAfterLoss(next);
    else if (answer.type !== 'mail') throw new Error(`${nickname} waits and is told ${answer.type}`);
    else {
      rows.push(...answer.letters.map(rowOf));
      next = answer.next;
    }
  }
  await untilAnswered(() => room.leave());
  return { who: nickname, wrote: [{ ...line, outcome }], screen: [{ epoch, from, next, rows }], stayed: false };
};

const never = new AbortController().signal;
const MOST_TRIES = 5;

const untilAnswered = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (isPermanentError(error) || tries === MOST_TRIES) throw error;
    }
  }
};

const lostOnTheWay = (error: unknown): undefined => {
  if (isPermanentError(error)) throw error;
};
