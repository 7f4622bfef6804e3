import { randomUUID } from 'node:crypto';
import { createRoomApi } from '@mailroom/web/sync/room-api';
import { browserFetch } from '../resilience/browser-fetch.ts';

/** People who talk by the page's own calls and have no browser. */
export interface Talkers {
  /** Says that many more lines as fast as the room takes them; answers them in the order of their letters. */
  readonly say: (count: number) => Promise<readonly SaidLine[]>;
}

/** A line as the room took it. */
export interface SaidLine {
  readonly letter: number;
  readonly text: string;
}

const PEOPLE = 5;
/** Calls that each of them has under way at once. */
const AT_ONCE = 4;

/** Brings some people into the room at `url`, which talk in turn. */
export const talkers = async (url: string): Promise<Talkers> => {
  const people = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, index) => {
      const room = createRoomApi({ url: `${url}trpc`, fetch: browserFetch() });
      await room.join({ nickname: `Talker${'abcdefgh'.charAt(index)}`, attempt: randomUUID() });
      return room;
    }),
  );
  let number = 0;
  return {
    say: async (count) => {
      const said: SaidLine[] = [];
      const last = number + count;
      const talk = async (room: (typeof people)[number]) => {
        while (number < last) {
          const text = lineOf(number++);
          const { id: letter } = await room.send({ text, clientMsgId: randomUUID() }, never);
          said.push({ letter, text });
        }
      };
      await Promise.all(people.flatMap((room) => Array.from({ length: AT_ONCE }, () => talk(room))));
      return said.toSorted((a, b) => a.letter - b.letter);
    },
  };
};

const never = new AbortController().signal;

/** What people write: most of it short, some of it long, now and then with something to dress in it. */
const lineOf = (number: number) => `${number} ${SAYINGS[number % SAYINGS.length]}`;

const SAYINGS = [
  'ok',
  'I read it yesterday, and I am not sure that it is meant that way. Shall we ask her before we go on?',
  'yes',
  'see https://example.org/a/rather/long/path?with=questions, at the *end* of it',
  'That takes a while: first the boxes have to be emptied, then sorted by street, then by number, and only then can anybody say whether one is missing at all. I would begin in the morning.',
  'run `npm ci` once more',
  '🎉',
  'no, @Talkerb has it',
];
