import type { Letter, Limits, Member, Snapshot, Visit } from '@mailroom/shared';
import type { PollEvent } from './poll-room.ts';
import type { VisibleRow } from './ignored-rows.ts';
import { applyLettersToPresence, EMPTY_PRESENCE, presenceFromWire, UNKNOWN_PRESENCE, type PresenceView } from './presence.ts';
import { messageKeys, applyLetters } from './apply-letters.ts';

/** One row of the transcript: a letter of the room's, or a remark of the page's own. `key` is unique and stays. */
export type Row =
  | LetterRow
  | { readonly key: string; readonly type: 'missed'; readonly count: number }
  | { readonly key: string; readonly type: 'remark'; readonly remark: PageNotice };
/** A letter of the room’s. */
export type LetterRow = {
  readonly key: string;
  readonly type: 'letter';
  readonly epoch: string;
  /** As it reads now: of a line that was edited with the last text, of one that was deleted with none. */
  readonly letter: Letter;
  readonly isYours: boolean;
  /** What became of a line since it was said, if anything. */
  readonly status?: 'edited' | 'deleted';
  /** Since when it reads so, in ms since 1970. */
  readonly changedAt?: number;
};
/** What the page itself has to say in the transcript. */
export type PageNotice = 'establishing' | 'connected' | 'connected-again' | 'started-over' | 'resynced' | 'back';

/** How things stand between this page and the room. `ended` is for good, and says why. */
export type Connection =
  | { readonly state: 'connecting' | 'live' | 'reconnecting' }
  | { readonly state: 'resyncing'; readonly why: 'strayed' | 'reset' | 'timeout' }
  | { readonly state: 'ended'; readonly why: LeaveReason };
/** Why a visit is over. */
export type LeaveReason = 'left' | 'kicked' | 'banned' | 'expelled' | 'nickname-gone' | 'no-room' | 'no-cookie';
/** What a person finds out in the lobby: why their visit is over, or that the room was not to be reached. */
export type LobbyNotice = LeaveReason | 'no-answer' | 'not-told';

/** Everything that one member's page shows of the room. Plain values; `fold` makes the next from what comes in. */
export interface RoomView {
  readonly you: Member;
  readonly epoch: string;
  /** The number of the first letter not yet in the view. */
  readonly next: number;
  readonly members: ReadonlyMap<Member['id'], Member>;
  /** Whether comings and goings may be among the letters that could not be kept, or not be understood. */
  readonly isRosterStale: boolean;
  readonly presence: PresenceView;
  readonly rows: readonly Row[];
  /**
   * The lines that stand here from ledgers before this one, with the keys of their rows: who repeats one of them, because no answer came,
   * has said it once.
   */
  readonly previousMessages: ReadonlyMap<string, Row['key']>;
  /** The letters of this ledger that repeat such a line, with the key of its row. */
  readonly replayedRows: ReadonlyMap<Letter['id'], Row['key']>;
  readonly limits: Limits;
  readonly connection: Connection;
}

/** The view of someone who just came in. */
export const initialView = (visit: Visit): RoomView => {
  const { rows } = applyLetters({ ...visit, rows: [], previousMessages: new Map(), replayedRows: new Map() }, visit.letters);
  return {
    you: visit.you,
    epoch: visit.epoch,
    next: visit.next,
    members: membersOf(visit),
    isRosterStale: false,
    presence: EMPTY_PRESENCE,
    rows: [...rows, { key: 'beginning', type: 'remark', remark: 'establishing' }],
    previousMessages: new Map(),
    replayedRows: new Map(),
    limits: visit.limits,
    connection: { state: 'connecting' },
  };
};

/**
 * The view after its member came in again: numbers did not fit, or the room had let them go. What stands on the screen stays. In the
 * same ledger the view goes on from where it was, so that nothing is skipped; of another ledger it shows the tail, and what comes.
 */
export const rejoinedView = (view: RoomView, visit: Visit): RoomView => {
  const fresh = initialView(visit);
  if (visit.epoch === view.epoch) {
    const why = view.connection.state === 'resyncing' && view.connection.why === 'timeout' ? 'back' : 'resynced';
    // Another member's mailbox begins where its tail does: what was said before cannot be read there.
    const first = visit.you.id === view.you.id ? view.next : (visit.letters[0]?.id ?? visit.next);
    return {
      ...fresh,
      next: Math.min(view.next, visit.next),
      rows: [...withRemark(view, why), ...gap(view, first - view.next)],
      previousMessages: view.previousMessages,
      replayedRows: view.replayedRows,
    };
  }
  const saidBefore = new Map([...view.previousMessages, ...messageKeys(view)]);
  const rows = withRemark(view, 'started-over');
  return { ...fresh, previousMessages, ...applyLetters({ ...fresh, rows, previousMessages }, visit.letters) };
};

/** The view with the members as a snapshot tells them, brought up to where the view stands. */
export const withMembers = (view: RoomView, snapshot: Snapshot): RoomView => {
  if (snapshot.epoch !== view.epoch) return view;
  const since = view.rows.flatMap((row) =>
    row.type === 'letter' && row.epoch === view.epoch && row.letter.id >= snapshot.next ? row.letter : [],
  );
  return { ...view, members: withComingsAndGoings(membersOf(snapshot), since), isRosterStale: false };
};

/** The view after one piece of news. */
export const applyPollEvent = (view: RoomView, news: PollEvent): RoomView => {
  switch (news.type) {
    case 'mail':
      return withLetters(live(view), news);
    case 'reconnect':
      return {
        ...live(view),
        next: Math.max(view.next, news.next),
        presence: news.presence ? presenceFromWire(news.presence) : view.presence,
      };
    case 'lost':
      return { ...view, connection: { state: 'reconnecting' } };
    case 'closed':
      if (news.why === 'restarting') return { ...view, connection: { state: 'reconnecting' } };
      if (news.why === 'timeout') return { ...view, connection: { state: 'resyncing', why: 'timeout' } };
      return { ...view, connection: ended(news.why) };
    case 'expelled':
      // Turned away at the first question after coming in: the browser did not send the cookie along.
      return { ...view, connection: ended(view.rows.some(isEstablishing) ? 'no-cookie' : 'expelled') };
    case 'reset':
    case 'strayed':
      return { ...view, connection: { state: 'resyncing', why: news.type } };
  }
};

/** The view of someone who could not come in again. */
export const endedView = (view: RoomView, why: LeaveReason): RoomView => ({ ...view, connection: ended(why) });

/** Whether the row is a line that somebody else said. */
export const isMessageFromOthers = (row: VisibleRow): boolean =>
  row.type === 'letter' && row.letter.event.type === 'said' && !row.isYours;

/** The id under which a line was said, if the row is one. */
export const clientMsgIdOf = (row: Row | { readonly type: 'ignored' }): string | undefined =>
  row.type === 'letter' && row.letter.event.type === 'said' ? row.letter.event.clientMsgId : undefined;

/** How many lines others said, of those in the view. */
export const countMessagesFromOthers = ({ rows }: { rows: readonly VisibleRow[] }): number => rows.filter(isMessageFromOthers).length;

const ended = (why: LeaveReason): Connection => ({ state: 'ended', why });

const membersOf = ({ members }: Snapshot): RoomView['members'] => new Map(members.map((each) => [each.id, each]));

/** Connected: says so once in place of "establishing", and once more after each time the connection was lost. */
const live = (view: RoomView): RoomView => {
  if (view.connection.state === 'live') return view;
  const connection = { state: 'live' } as const;
  if (view.connection.state === 'reconnecting' && !view.rows.some(isEstablishing)) {
    const saysSo = view.rows.at(-1);
    if (saysSo?.type === 'remark' && saysSo.remark === 'connected-again') return { ...view, connection };
    return { ...view, connection, rows: withRemark(view, 'connected-again') };
  }
  const rows = view.rows.map((row): Row => (isEstablishing(row) ? { ...row, remark: 'connected' } : row));
  return { ...view, connection, rows };
};

const withRemark = ({ rows, epoch, next }: RoomView, remark: PageNotice): readonly Row[] => [
  ...rows,
  { key: `${remark}-${epoch}-${next}-${rows.length}`, type: 'remark', remark },
];

const isEstablishing = (row: Row): row is Row & { type: 'remark' } =>
  row.type === 'remark' && row.remark === 'establishing';

/** The row that tells of so many letters, from where the view stands, which are not to be had. */
const gap = ({ epoch, next }: RoomView, count: number): Row[] =>
  count > 0 ? [{ key: `missed-${epoch}-${next}`, type: 'missed', count }] : [];

const withLetters = (view: RoomView, { letters, missed, next }: PollEvent & { type: 'mail' }): RoomView => {
  const fresh = letters.filter((letter) => letter.id >= view.next);
  const rows = missed > 0 ? [...view.rows, ...gap(view, missed)] : view.rows;
  return {
    ...view,
    ...applyLetters({ ...view, rows }, fresh),
    you: fresh.reduce(renamed, view.you),
    next: Math.max(view.next, next),
    members: withComingsAndGoings(view.members, fresh),
    presence: missed > 0 ? UNKNOWN_PRESENCE : applyLettersToPresence(view.presence, fresh),
    isRosterStale: view.isRosterStale || missed > 0 || fresh.some(({ event }) => event.type === 'unknown'),
  };
};

/** The one that was renamed as they are called now, and all others as they were. */
const renamed = (member: Member, { event }: Letter): Member =>
  event.type === 'renamed' && event.member.id === member.id ? event.member : member;

const withComingsAndGoings = (members: RoomView['members'], letters: readonly Letter[]): RoomView['members'] => {
  if (!letters.some(({ event }) => event.type === 'joined' || event.type === 'left' || event.type === 'renamed')) {
    return members;
  }
  const next = new Map(members);
  for (const { event } of letters) {
    if (event.type === 'joined') next.set(event.member.id, event.member);
    else if (event.type === 'left') next.delete(event.member.id);
    else if (event.type === 'renamed' && next.has(event.member.id)) next.set(event.member.id, event.member);
  }
  return next;
};
