import { randomUUID } from 'node:crypto';
import { createRoomApi } from '@mailroom/web/sync/room-api';
import { createBrowserFetch } from '../support/network/browser-fetch.ts';

/** Members without a browser who send messages with the page's own API client. */
export interface Senders {
  /** Sends `count` more messages as fast as the server accepts them. Returns them in the order of their letters. */
  readonly send: (count: number) => Promise<readonly SentMessage[]>;
}

/** A message with the id of its letter. */
export interface SentMessage {
  readonly letter: number;
  readonly text: string;
}

const SENDERS = 5;
/** Concurrent calls of each sender. */
const CONCURRENCY = 4;

/** Joins the room at `url` with several senders. */
export const joinSenders = async (url: string): Promise<Senders> => {
  const rooms = await Promise.all(
    Array.from({ length: SENDERS }, async (_, index) => {
      const room = createRoomApi({ url: `${url}trpc`, fetch: createBrowserFetch() });
      await room.join({ nickname: `Sender${'abcdefgh'.charAt(index)}`, attempt: randomUUID() });
      return room;
    }),
  );
  let number = 0;
  return {
    send: async (count) => {
      const sent: SentMessage[] = [];
      const last = number + count;
      const sendAll = async (room: (typeof rooms)[number]) => {
        while (number < last) {
          const text = textOf(number++);
          const { id: letter } = await room.send({ text, clientMsgId: randomUUID() }, never);
          sent.push({ letter, text });
        }
      };
      await Promise.all(rooms.flatMap((room) => Array.from({ length: CONCURRENCY }, () => sendAll(room))));
      return sent.toSorted((a, b) => a.letter - b.letter);
    },
  };
};

const never = new AbortController().signal;

/** A typical message text: mostly short, sometimes long or with markup. */
const textOf = (number: number) => `${number} ${TEXTS[number % TEXTS.length]}`;

const TEXTS = [
  'ok',
  'I read it yesterday, and I am not sure that it is meant that way. Shall we ask her before we go on?',
  'yes',
  'see https://example.org/a/rather/long/path?with=questions, at the *end* of it',
  'That takes a while: first the boxes have to be emptied, then sorted by street, then by number, and only then can anybody say whether one is missing at all. I would begin in the morning.',
  'run `npm ci` once more',
  '🎉',
  'no, @Senderb has it',
];
