import type { JoinResult, Letter, Mail, Member } from '@mailroom/shared';

const member = (nickname: string): Member => ({ id: nickname, nickname });

/** The user of the page. */
export const ann = member('Ann');
/** Other members. */
export const ben = member('Ben');
export const cleo = member('Cleo');
export const olga = member('Ольга');
export const mohammed = member('محمد');

/** The members of a large room, in which the roster can be searched. */
export const crowd = [
  ann,
  ben,
  cleo,
  olga,
  mohammed,
  ...Array.from({ length: 27 }, (_, index) => member(`Guest${index + 1}`)),
];

const EPOCH = 'style';
const LIMITS = { nicknameLength: 16, messageLength: 2_000, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 };
const MINUTE_MS = 60_000;

/** Creates the event of a message. */
export const said = (author: Member, text: string) => ({
  type: 'said' as const,
  member: author,
  text,
  mutationId: text,
});

/** Creates the letters of these events, one minute apart, the last one minute ago. */
export const letters = (...events: readonly Letter['event'][]): Letter[] =>
  events.map((event, id) => ({ id, at: Date.now() - (events.length - id) * MINUTE_MS, event }));

/** Creates the answer to a join request of Ann. */
export const joinResult = (overrides: Partial<JoinResult> = {}): JoinResult => ({
  you: ann,
  epoch: EPOCH,
  next: overrides.letters?.length ?? 0,
  members: [ann, ben, cleo],
  letters: [],
  limits: LIMITS,
  room: { name: 'Mailroom', topic: '' },
  ...overrides,
});

/** Creates the mail that follows a join. `missed` letters before it are no longer available. */
export const mailAfter = ({ epoch, next }: JoinResult, events: readonly Letter['event'][], missed = 0): Mail => ({
  type: 'mail',
  epoch,
  from: next,
  next: next + missed + events.length,
  missed,
  letters: events.map((event, index) => ({ id: next + missed + index, at: Date.now(), event })),
});
