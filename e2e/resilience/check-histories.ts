import type { History, Row, Stretch, Wrote } from './history.ts';

/** How often something happened that must never be, by kind. */
export interface Verdict {
  /** Said, as its author or anyone knows, and not on the screen of someone who was in, with no remark of missed letters in its place. */
  lost: number;
  /** On one screen again. */
  doubled: number;
  /** On a screen, though nobody wrote it so, or though it was refused. */
  unexpected: number;
  /** On the screen of someone who was in until the end, in other words than its author gave it last, and heard to be taken. */
  outdated: number;
  /** Not where it belongs: by its number, by what others were told, or by when it was written. */
  outOfOrder: number;
  /** Numbers jump by more or by fewer than the remark of missed letters says. */
  unexplainedGaps: number;
}

/** One thing that must never be: what, and in whose history. */
export interface Complaint {
  readonly fault: keyof Verdict;
  readonly who: string;
  readonly what: string;
}

/** Counts the complaints about what some clients asked and saw of one room. */
export const verdict = (histories: readonly History[]): Verdict => {
  const counts: Verdict = { lost: 0, doubled: 0, unexpected: 0, outdated: 0, outOfOrder: 0, unexplainedGaps: 0 };
  for (const { fault } of complaints(histories)) counts[fault]++;
  return counts;
};

/** All that is wrong with what some clients asked and saw of one room: nothing, if it kept its promises. */
export const complaints = (histories: readonly History[]): Complaint[] => {
  const known = whatIsKnown(histories);
  return histories.flatMap((history) => {
    const about = (fault: keyof Verdict) => (what: string) => ({ fault, who: history.who, what });
    return [
      ...lost(history, known).map(about('lost')),
      ...doubled(history).map(about('doubled')),
      ...unexpected(history, known).map(about('unexpected')),
      ...outdated(history, known).map(about('outdated')),
      ...outOfOrder(history, known).map(about('outOfOrder')),
      ...history.screen.flatMap(unexplainedGaps).map(about('unexplainedGaps')),
    ];
  });
};

/** What all histories together tell of the lines. */
interface Known {
  readonly written: ReadonlyMap<string, Wrote & { who: string; index: number }>;
  /** By epoch, the number under which each line was first heard of: by its author, or else by anyone. */
  readonly numbers: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Lines with a lower number than one that had been acknowledged before they were written. */
  readonly tooEarly: ReadonlySet<string>;
}

const whatIsKnown = (histories: readonly History[]): Known => {
  const numbers = new Map<string, Map<string, number>>();
  const note = (epoch: string, { clientMsgId, number }: { clientMsgId: string; number: number }) => {
    const inEpoch = numbers.get(epoch) ?? new Map<string, number>();
    numbers.set(epoch, inEpoch.set(clientMsgId, inEpoch.get(clientMsgId) ?? number));
  };
  const lines = histories.flatMap(({ who, wrote }) => wrote.map((line, index) => ({ ...line, who, index })));
  for (const { clientMsgId, outcome } of lines) {
    if (outcome.type === 'acknowledged') note(outcome.epoch, { clientMsgId, number: outcome.number });
  }
  for (const { epoch, rows } of histories.flatMap(({ screen }) => screen)) {
    for (const row of rows) if (row.type === 'line') note(epoch, row);
  }
  const written = new Map(lines.map((line) => [line.clientMsgId, line]));
  return {
    written,
    numbers,
    tooEarly: new Set([...numbers.values()].flatMap((inEpoch) => tooEarly(inEpoch, written))),
  };
};

const tooEarly = (numbers: ReadonlyMap<string, number>, written: Known['written']): string[] => {
  let firstAcknowledged = Infinity;
  const fromTheLast = [...numbers].toSorted(([, one], [, other]) => other - one);
  return fromTheLast.flatMap(([id]) => {
    const line = written.get(id);
    if (!line) return [];
    const isTooEarly = line.at > firstAcknowledged;
    if (line.outcome.type === 'acknowledged') firstAcknowledged = Math.min(firstAcknowledged, line.outcome.at);
    return isTooEarly ? [id] : [];
  });
};

const lost = ({ screen, stayed }: History, { numbers }: Known): string[] =>
  screen.flatMap((stretch, index) => {
    const { epoch, from, next, rows } = stretch;
    const end = stayed && index === screen.length - 1 ? Infinity : next;
    const shown = new Set(rows.map((row) => row.type === 'line' && row.clientMsgId));
    const isMissed = missedIn(stretch);
    return [...(numbers.get(epoch) ?? [])]
      .filter(([id, number]) => number >= from && number < end && !shown.has(id) && !isMissed(number))
      .map(([id, number]) => `line ${number} (${id})`);
  });

const doubled = ({ screen }: History): string[] =>
  letters(screen).flatMap(({ id, isRepeated }) => (isRepeated ? [id] : []));

const unexpected = ({ screen }: History, { written }: Known): string[] =>
  letters(screen).flatMap(({ row }) => {
    if (row.type !== 'line') return [];
    const line = written.get(row.clientMsgId);
    const isAsWritten = line && line.who === row.by && line.texts.includes(row.text) && line.outcome.type !== 'refused';
    return isAsWritten ? [] : [`line ${row.number} (${row.clientMsgId}): ${row.by} says ${row.text}`];
  });

const outdated = ({ screen, stayed }: History, { written }: Known): string[] => {
  const stretch = screen.at(-1);
  if (!stayed || !stretch) return [];
  const isMissed = missedIn(stretch);
  return stretch.rows.flatMap((row) => {
    const { texts, taken } = (row.type === 'line' && written.get(row.clientMsgId)) || {};
    if (row.type !== 'line' || !texts || taken?.epoch !== stretch.epoch || isMissed(taken.number)) return [];
    // What was written after it may have been taken too, without an answer.
    if (texts.slice(texts.indexOf(taken.text)).includes(row.text)) return [];
    return [`line ${row.number} (${row.clientMsgId}) reads “${row.text}” and not “${taken.text}”`];
  });
};

const outOfOrder = ({ screen, wrote }: History, { numbers, written, tooEarly }: Known): string[] => {
  const tops = new Map<string, number>();
  const climbs = (what: string, value: number) => {
    const top = tops.get(what) ?? -1;
    tops.set(what, Math.max(top, value));
    return value > top;
  };
  const misplaced = letters(screen).filter(({ stretch: { epoch, from, next }, row, isRepeated }) => {
    if (isRepeated) return false;
    const isNumbered = climbs(`numbers of ${epoch}`, row.number) && row.number >= from && row.number < next;
    if (row.type !== 'line') return !isNumbered;
    const line = written.get(row.clientMsgId);
    const isAsWritten = !line || climbs(`lines by ${line.who}`, line.index);
    return !isNumbered || !isAsWritten || row.number !== numbers.get(epoch)?.get(row.clientMsgId);
  });
  return [
    ...misplaced.map(({ id, row }) => `${row.number} (${id})`),
    ...wrote.flatMap(({ clientMsgId }) => (tooEarly.has(clientMsgId) ? [clientMsgId] : [])),
  ];
};

const unexplainedGaps = (stretch: Stretch): string[] =>
  holes(stretch).flatMap(({ after, before, absent, missed }) =>
    absent === missed
      ? []
      : [`${absent} letters between ${after} and ${before}, of which ${missed} are said to be missed`],
  );

/** The letters on a screen, each with the name by which it would be known again. */
const letters = (screen: readonly Stretch[]) => {
  const seen = new Set<string>();
  return screen.flatMap((stretch) =>
    stretch.rows.flatMap((row) => {
      if (row.type === 'missed') return [];
      const id = row.type === 'line' ? row.clientMsgId : `letter ${row.number} of ${stretch.epoch}`;
      const isRepeated = seen.has(id);
      seen.add(id);
      return [{ id, stretch, row, isRepeated }];
    }),
  );
};

/** Whether the letter of a number may be among those that are said to be missed. */
const missedIn = (stretch: Stretch) => {
  const gaps = holes(stretch).filter(({ missed }) => missed > 0);
  return (number: number) => gaps.some(({ after, before }) => number > after && number < before);
};

/** Where numbers are absent from a stretch between two that are there, or letters are said to be missed. */
const holes = ({ from, next, rows }: Stretch) => {
  const there = new Set(rows.map((row) => row.type !== 'missed' && row.number));
  let after = from - 1;
  let missed = 0;
  const end: Row = { type: 'letter', number: next };
  return [...rows, end].flatMap((row) => {
    if (row.type === 'missed') missed += row.count;
    if (row.type === 'missed' || row.number <= after) return [];
    let absent = 0;
    for (let number = after + 1; number < row.number; number++) if (!there.has(number)) absent++;
    const hole = { after, before: row.number, absent, missed };
    after = row.number;
    missed = 0;
    return hole.absent > 0 || hole.missed > 0 ? [hole] : [];
  });
};
