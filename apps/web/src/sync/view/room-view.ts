import type { JoinResult, Letter, Limits, Member, Reset, RoomInfo, Snapshot } from '@mailroom/shared';
import { applyLetters } from './apply-letters.ts';
import { inContinuedLedger, NOTHING_OUTDATED, outdatedAfter, type ViewOfLedger } from './continued-ledger.ts';
import { messagesByMutationId } from './previous-messages.ts';
import type { PollEvent } from './poll-event.ts';
import { countMissedMessages, hasMissedEvents } from './missed-letters.ts';
import { olderOfFormerLedger, olderThanJoin, rememberChanges } from './older-letters.ts';
import {
  applyLettersToPresence,
  EMPTY_PRESENCE,
  presenceFromWire,
  UNKNOWN_PRESENCE,
  type PresenceView,
} from './presence.ts';
import type { PageNotice, Row } from './row.ts';

/**
 * The connection between this page and the room.
 *
 * | state        | meaning                                                     |
 * | ------------ | ----------------------------------------------------------- |
 * | connecting   | no answer yet since the page joined                         |
 * | live         | the last request was answered                               |
 * | reconnecting | the last request failed; the page tries again               |
 * | resyncing    | the page has to rejoin before it can continue               |
 * | ended        | the membership is over, for good                            |
 */
export type Connection =
  | { readonly state: 'connecting' | 'live' | 'reconnecting' }
  | { readonly state: 'resyncing'; readonly why: 'out-of-sync' | 'timeout' | 'expired' | 'no-session' }
  | { readonly state: 'resyncing'; readonly why: 'reset'; readonly reset: Reset }
  | { readonly state: 'ended'; readonly why: LeaveReason };

/** Why a membership is over. */
export type LeaveReason =
  | 'left'
  | 'kicked'
  | 'banned'
  | 'session-expired'
  | 'nickname-taken'
  | 'room-full'
  | 'cookies-blocked'
  | 'unreachable';

/** The notice in the lobby for a person who was in the room, or who could not reach it. */
export type LobbyNotice = LeaveReason | 'leave-failed';

/** What the page of one member knows of the room. Immutable. */
export interface RoomView extends ViewOfLedger {
  readonly members: ReadonlyMap<Member['id'], Member>;
  /** Whether joins, leaves or renames may be among letters that were missed or not understood. */
  readonly isRosterStale: boolean;
  readonly presence: PresenceView;
  readonly limits: Limits;
  readonly room: RoomInfo;
  readonly connection: Connection;
  /** Whether a request was answered since the member joined. */
  readonly hasConnected: boolean;
  /** Whether the room returned the session again to a page that came without the cookie, and has answered no request since. */
  readonly isCookieInDoubt: boolean;
}

/** The view of a member who just joined. */
export const initialView = (joined: JoinResult): RoomView => {
  const { rows } = applyLetters(
    { ...joined, rows: [], previousMessages: new Map(), replayedRows: new Map() },
    joined.letters,
  );
  return {
    you: joined.you,
    epoch: joined.epoch,
    next: joined.next,
    older: olderThanJoin(joined),
    olderRowCount: 0,
    members: membersById(joined),
    isRosterStale: false,
    presence: EMPTY_PRESENCE,
    rows,
    previousMessages: new Map(),
    replayedRows: new Map(),
    outdated: NOTHING_OUTDATED,
    limits: joined.limits,
    room: joined.room,
    connection: { state: 'connecting' },
    hasConnected: false,
    isCookieInDoubt: false,
  };
};

/**
 * The view after the member rejoined, because the ids did not fit or because the room had removed them. All rows stay.
 *
 * In the same ledger the view continues where it was, so that no letter is skipped. In another ledger it continues at the first letter that is
 * not the same in both. If there is none in common, it shows the last letters and those to come.
 *
 * @param agreedBefore the letters with smaller ids are the same in the ledger of the view and in another one; 0 if none is
 */
export const rejoinedView = (view: RoomView, joined: JoinResult, agreedBefore = 0): RoomView => ({
  ...continuedView(view, joined, agreedBefore),
  isCookieInDoubt: isWithoutSession(view.connection) && joined.you.id === view.you.id,
});

/** Whether the page has to rejoin because the room did not know its session. */
export const isWithoutSession = (connection: Connection): boolean =>
  connection.state === 'resyncing' && connection.why === 'no-session';

const continuedView = (view: RoomView, joined: JoinResult, agreedBefore: number): RoomView => {
  if (joined.epoch === view.epoch) return resumedView(view, joined);
  if (agreedBefore > 0) {
    return resumedView(inContinuedLedger(view, { epoch: joined.epoch, before: agreedBefore }), joined);
  }
  const { hasConnected, older, olderRowCount } = view;
  const fresh = { ...initialView(joined), hasConnected, olderRowCount, older: olderOfFormerLedger(older) };
  const previousMessages = messagesByMutationId(view.rows);
  const isFirst = (joined.letters[0]?.id ?? 0) === 0;
  const gap: Row = { key: `missed-before-${joined.epoch}`, type: 'missed', count: undefined };
  const rows = [...withNotice(view, 'room-restarted'), ...(isFirst ? [] : [gap])];
  return {
    ...fresh,
    previousMessages,
    ...applyLetters({ ...fresh, rows, previousMessages }, joined.letters),
  };
};

/** The view after a rejoin in its own ledger. */
const resumedView = (view: RoomView, joined: JoinResult): RoomView => {
  // Another member's mailbox starts with their history: earlier letters cannot be read there, and nobody knows what they were.
  const first = joined.you.id === view.you.id ? view.next : (joined.letters[0]?.id ?? joined.next);
  const notice = noticeOf(view.connection);
  return {
    ...view,
    you: joined.you,
    next: Math.min(view.next, joined.next),
    rows: [
      ...(notice ? withNotice(view, notice) : view.rows),
      ...(first > view.next ? [missedRow(view, undefined)] : []),
    ],
    members: membersById(joined),
    isRosterStale: false,
    presence: EMPTY_PRESENCE,
    limits: joined.limits,
    room: joined.room,
    connection: { state: 'connecting' },
  };
};

/** The view with the members of a snapshot, brought up to date with later letters. The same view if the snapshot is of another ledger. */
export const withMembers = (view: RoomView, snapshot: Snapshot): RoomView => {
  if (snapshot.epoch !== view.epoch) return view;
  const later = view.rows.flatMap((row) =>
    row.type === 'letter' && row.epoch === view.epoch && row.letter.id >= snapshot.next ? row.letter : [],
  );
  const members = applyLettersToMembers(membersById(snapshot), later);
  return { ...view, you: members.get(view.you.id) ?? view.you, members, isRosterStale: false };
};

/** The view after one event of the poll. A letter that the view has already changes nothing. */
export const applyPollEvent = (view: RoomView, event: PollEvent): RoomView => {
  switch (event.type) {
    case 'mail':
      return withMail(connected(view), event);
    case 'reconnect':
      return {
        ...connected(view),
        next: Math.max(view.next, event.next),
        presence: event.presence ? presenceFromWire(event.presence) : view.presence,
      };
    case 'disconnected':
      return { ...view, connection: { state: 'reconnecting' } };
    case 'closed':
      if (event.why === 'restarting') return { ...view, connection: { state: 'reconnecting' } };
      if (event.why === 'timeout' || event.why === 'expired') {
        return { ...view, connection: { state: 'resyncing', why: event.why } };
      }
      return endedView(view, event.why);
    case 'session-expired':
      // The room still had the session when the page rejoined, so the browser does not store the cookie.
      if (view.isCookieInDoubt) return endedView(view, 'cookies-blocked');
      return { ...view, connection: { state: 'resyncing', why: 'no-session' } };
    case 'reset':
      return { ...view, connection: { state: 'resyncing', why: 'reset', reset: event } };
    case 'out-of-sync':
      return { ...view, connection: { state: 'resyncing', why: 'out-of-sync' } };
  }
};

/** The view of a member who is no longer in the room. */
export const endedView = (view: RoomView, why: LeaveReason): RoomView => ({
  ...view,
  connection: { state: 'ended', why },
});

/**
 * The notice about a rejoin after which the view continues where it was. Undefined if the room renewed its epoch, because the page shows what was
 * lost, and after a lost cookie, which changes nothing.
 */
const noticeOf = (connection: Connection): PageNotice | undefined => {
  if (connection.state !== 'resyncing') return 'resynced';
  if (connection.why === 'no-session') return undefined;
  if (connection.why === 'reset' && connection.reset.why === 'epoch') return undefined;
  return connection.why === 'timeout' ? 'rejoined' : connection.why === 'expired' ? 'session-renewed' : 'resynced';
};

const membersById = ({ members }: Snapshot): RoomView['members'] => new Map(members.map((each) => [each.id, each]));

/** Nothing in the transcript tells of an interruption without a gap. */
const connected = (view: RoomView): RoomView =>
  view.connection.state === 'live'
    ? view
    : { ...view, connection: { state: 'live' }, hasConnected: true, isCookieInDoubt: false };

const withNotice = ({ rows, epoch, next }: RoomView, notice: PageNotice): readonly Row[] => [
  ...rows,
  { key: `${notice}-${epoch}-${next}-${rows.length}`, type: 'notice', notice },
];

/** The row for `count` messages from the view's `next` on that can no longer be read. Undefined: there may be none. */
const missedRow = ({ epoch, next }: RoomView, count: number | undefined): Row => ({
  key: `missed-${epoch}-${next}`,
  type: 'missed',
  count,
});

const withMail = (view: RoomView, mail: PollEvent & { type: 'mail' }): RoomView => {
  const { letters, next } = mail;
  const fresh = letters.filter((letter) => letter.id >= view.next);
  const missedMessages = countMissedMessages(mail);
  const rows = missedMessages > 0 ? [...view.rows, missedRow(view, missedMessages)] : view.rows;
  const isIncomplete = hasMissedEvents(mail);
  return {
    ...view,
    ...applyLetters({ ...view, rows }, fresh),
    you: fresh.reduce(applyMemberChange, view.you),
    next: Math.max(view.next, next),
    older: rememberChanges(view.older, fresh),
    outdated: outdatedAfter(view.outdated, fresh),
    members: applyLettersToMembers(view.members, fresh),
    presence: isIncomplete ? UNKNOWN_PRESENCE : applyLettersToPresence(view.presence, fresh),
    isRosterStale: view.isRosterStale || isIncomplete || fresh.some(({ event }) => event.type === 'unknown'),
  };
};

const applyMemberChange = (member: Member, { event }: Letter): Member =>
  isMemberChange(event) && event.member.id === member.id ? event.member : member;

/** Whether the event changes the nickname or the role of a member. */
const isMemberChange = (event: Letter['event']) => event.type === 'renamed' || event.type === 'role-changed';

const applyLettersToMembers = (members: RoomView['members'], letters: readonly Letter[]): RoomView['members'] => {
  const isAboutMembers = ({ event }: Letter) =>
    event.type === 'joined' || event.type === 'left' || isMemberChange(event);
  if (!letters.some(isAboutMembers)) return members;
  const next = new Map(members);
  for (const { event } of letters) {
    if (event.type === 'joined') next.set(event.member.id, event.member);
    else if (event.type === 'left') next.delete(event.member.id);
    else if (isMemberChange(event) && next.has(event.member.id)) next.set(event.member.id, event.member);
  }
  return next;
};
