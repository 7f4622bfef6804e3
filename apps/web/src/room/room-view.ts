import type { Letter, Limits, Member, Visit } from '@mailroom/shared';
import type { News } from './follow.ts';

/** One row of the transcript: a letter of the room's, or a remark of the page's own. `key` is unique and stays. */
export type Row =
  | { readonly key: string; readonly type: 'letter'; readonly letter: Letter }
  | { readonly key: string; readonly type: 'missed'; readonly count: number }
  | { readonly key: string; readonly type: 'remark'; readonly remark: Remark };
/** What the page itself has to say in the transcript. */
export type Remark = 'establishing' | 'connected' | 'connected-again' | 'started-over' | 'resynced';

/** How things stand between this page and the room. `ended` is for good, and says why. */
export type Connection =
  | { readonly state: 'connecting' | 'live' | 'reconnecting' }
  | { readonly state: 'resyncing' }
  | { readonly state: 'ended'; readonly why: EndOfVisit };
/** Why a visit is over. */
export type EndOfVisit = 'left' | 'kicked' | 'banned' | 'timeout' | 'expelled' | 'no-cookie' | 'superseded';

/** Everything that one member's page shows of the room. Plain values; `fold` makes the next from what comes in. */
export interface RoomView {
  readonly you: Member;
  readonly epoch: string;
  /** The number of the first letter not yet in the view. */
  readonly next: number;
  readonly members: ReadonlyMap<Member['id'], Member>;
  readonly rows: readonly Row[];
  readonly limits: Limits;
  readonly connection: Connection;
}

/** The view of someone who just came in. */
export const enter = (visit: Visit): RoomView => ({
  you: visit.you,
  epoch: visit.epoch,
  next: visit.next,
  members: new Map(visit.members.map((member) => [member.id, member])),
  rows: [...visit.letters.map(letterRow(visit.epoch)), { key: 'beginning', type: 'remark', remark: 'establishing' }],
  limits: visit.limits,
  connection: { state: 'connecting' },
});

/**
 * The view after a new snapshot was taken, because numbers did not fit. What stands on the screen stays. In the same ledger the view
 * goes on from where it was, so that nothing is skipped; of another ledger it shows the tail, and what comes.
 */
export const reenter = (view: RoomView, visit: Visit): RoomView => {
  const fresh = enter(visit);
  const remark = (what: Remark): Row => ({
    key: `${what}-${visit.epoch}-${view.rows.length}`,
    type: 'remark',
    remark: what,
  });
  if (visit.epoch === view.epoch) {
    return { ...fresh, next: view.next, rows: [...view.rows, remark('resynced')] };
  }
  const letters = fresh.rows.filter((row) => row.type === 'letter');
  return { ...fresh, rows: [...view.rows, remark('started-over'), ...letters] };
};

/** The view after one piece of news. */
export const fold = (view: RoomView, news: News): RoomView => {
  switch (news.type) {
    case 'mail':
      return withLetters(live(view), news);
    case 'reconnect':
      return { ...live(view), next: Math.max(view.next, news.next) };
    case 'lost':
      return { ...view, connection: { state: 'reconnecting' } };
    case 'closed':
      return { ...view, connection: news.why === 'restarting' ? { state: 'reconnecting' } : ended(news.why) };
    case 'expelled':
      // Turned away at the first question after coming in: the browser did not send the cookie along.
      return { ...view, connection: ended(view.rows.some(isEstablishing) ? 'no-cookie' : 'expelled') };
    case 'superseded':
      return { ...view, connection: ended('superseded') };
    case 'reset':
    case 'strayed':
      return { ...view, connection: { state: 'resyncing' } };
  }
};

/** How many lines others said, of those in the view. */
export const linesByOthers = ({ rows, you }: RoomView): number =>
  rows.filter(
    (row) => row.type === 'letter' && row.letter.event.type === 'said' && row.letter.event.member.id !== you.id,
  ).length;

const ended = (why: EndOfVisit): Connection => ({ state: 'ended', why });

/** Connected: says so once in place of "establishing", and once more after each time the connection was lost. */
const live = (view: RoomView): RoomView => {
  if (view.connection.state === 'live') return view;
  const connection = { state: 'live' } as const;
  if (view.connection.state === 'reconnecting' && !view.rows.some(isEstablishing)) {
    if (view.rows.at(-1)?.key.startsWith('again-')) return { ...view, connection };
    const again: Row = { key: `again-${view.rows.length}-${view.next}`, type: 'remark', remark: 'connected-again' };
    return { ...view, connection, rows: [...view.rows, again] };
  }
  const rows = view.rows.map((row): Row => (isEstablishing(row) ? { ...row, remark: 'connected' } : row));
  return { ...view, connection, rows };
};

const isEstablishing = (row: Row): row is Row & { type: 'remark' } =>
  row.type === 'remark' && row.remark === 'establishing';

const withLetters = (view: RoomView, { letters, missed, from, next }: News & { type: 'mail' }): RoomView => {
  const fresh = letters.filter((letter) => letter.id >= view.next);
  const gap: Row[] = missed > 0 ? [{ key: `missed-${view.epoch}-${from}`, type: 'missed', count: missed }] : [];
  return {
    ...view,
    next: Math.max(view.next, next),
    members: withComingsAndGoings(view.members, fresh),
    rows: fresh.length + gap.length === 0 ? view.rows : [...view.rows, ...gap, ...fresh.map(letterRow(view.epoch))],
  };
};

const withComingsAndGoings = (members: RoomView['members'], letters: readonly Letter[]): RoomView['members'] => {
  if (letters.every(({ event }) => event.type === 'said')) return members;
  const next = new Map(members);
  for (const { event } of letters) {
    if (event.type === 'joined') next.set(event.member.id, event.member);
    else if (event.type === 'left') next.delete(event.member.id);
  }
  return next;
};

const letterRow =
  (epoch: string) =>
  (letter: Letter): Row => ({ key: `${epoch}-${letter.id}`, type: 'letter', letter });
