import type { Letter, Mail, Member, RoomEvent, Visit } from '@mailroom/shared';

const someone = (nickname: string): Member => ({ id: nickname, nickname });

/** Whose page it is. */
export const ann = someone('Ann');
/** Others in the scenes. */
export const ben = someone('Ben');
export const cleo = someone('Cleo');
export const olga = someone('Ольга');
export const mohammed = someone('محمد');

/** More people than one looks through. */
export const crowd = [
  ann,
  ben,
  cleo,
  olga,
  mohammed,
  ...Array.from({ length: 27 }, (_, index) => someone(`Guest${index + 1}`)),
];

const EPOCH = 'style';
const LIMITS = { nicknameLength: 16, messageLength: 256, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 };
const MINUTE_MS = 60_000;

/** What someone said; `clientMsgId` is as good as any. */
export const said = (member: Member, text: string): RoomEvent => ({ type: 'said', member, text, clientMsgId: text });

/** What happened, a minute apart, the last a minute ago. */
export const letters = (...events: readonly Letter['event'][]): Letter[] =>
  events.map((event, id) => ({ id, at: Date.now() - (events.length - id) * MINUTE_MS, event }));

/** Ann's visit in a room with these people and letters. */
export const visit = (some: Partial<Visit> = {}): Visit => ({
  you: ann,
  epoch: EPOCH,
  next: some.letters?.length ?? 0,
  members: [ann, ben, cleo],
  letters: [],
  limits: LIMITS,
  ...some,
});

/** Mail that goes on from a visit. */
export const mailAfter = ({ epoch, next }: Visit, events: readonly Letter['event'][], missed = 0): Mail => ({
  type: 'mail',
  epoch,
  from: next,
  next: next + missed + events.length,
  missed,
  letters: events.map((event, index) => ({ id: next + missed + index, at: Date.now(), event })),
});
