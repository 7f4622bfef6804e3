import type { EpochRows, History, WrittenMessage } from './history.ts';

/** The number of violations of each kind. All must be 0. */
export interface ViolationCounts {
  /** A message that its author or another client knows is missing from a screen, and no mail counted it as missed. */
  lost: number;
  /** A letter appears again on the same screen. */
  doubled: number;
  /** A message that nobody wrote, or that was refused, is on a screen. */
  unexpected: number;
  /** The screen of a client that stayed to the end shows an older text than the last that the room accepted. */
  outdated: number;
  /** A letter is in the wrong place: by its number, by the numbers that other clients saw, or by the order of writing. */
  outOfOrder: number;
  /** A mail left out more or fewer letters than it counted as missed. */
  unexplainedGaps: number;
}

/** One violation, and the client in whose history it is. */
export interface Violation {
  readonly kind: keyof ViolationCounts;
  readonly client: string;
  readonly details: string;
}

/** Counts the violations in the histories of several clients of one room. */
export const countViolations = (histories: readonly History[]): ViolationCounts => {
  const counts: ViolationCounts = {
    lost: 0,
    doubled: 0,
    unexpected: 0,
    outdated: 0,
    outOfOrder: 0,
    unexplainedGaps: 0,
  };
  for (const { kind } of checkHistories(histories)) counts[kind]++;
  return counts;
};

/** Returns the violations in the histories of several clients of one room: none, if the room kept its guarantees. */
export const checkHistories = (histories: readonly History[]): Violation[] => {
  const facts = collectFacts(histories);
  return histories.flatMap((history) => {
    const violation = (kind: keyof ViolationCounts) => (details: string) => ({ kind, client: history.client, details });
    return [
      ...lost(history, facts).map(violation('lost')),
      ...doubled(history).map(violation('doubled')),
      ...unexpected(history, facts).map(violation('unexpected')),
      ...outdated(history, facts).map(violation('outdated')),
      ...outOfOrder(history, facts).map(violation('outOfOrder')),
      ...history.screen.flatMap(unexplainedGaps).map(violation('unexplainedGaps')),
    ];
  });
};

/** What all histories together say about the messages. */
interface Facts {
  readonly messages: ReadonlyMap<string, WrittenMessage & { client: string; index: number }>;
  /** By epoch and mutation id, the number of each message: as its author knows it, or else as the first screen shows it. */
  readonly numbers: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Messages with a lower number than one that was acknowledged before they were written. */
  readonly tooEarly: ReadonlySet<string>;
}

const collectFacts = (histories: readonly History[]): Facts => {
  const numbers = new Map<string, Map<string, number>>();
  const record = (epoch: string, { mutationId, number }: { mutationId: string; number: number }) => {
    const inEpoch = numbers.get(epoch) ?? new Map<string, number>();
    numbers.set(epoch, inEpoch.set(mutationId, inEpoch.get(mutationId) ?? number));
  };
  const all = histories.flatMap(({ client, written }) =>
    written.map((message, index) => ({ ...message, client, index })),
  );
  for (const { mutationId, outcome } of all) {
    if (outcome.type === 'acknowledged') record(outcome.epoch, { mutationId, number: outcome.number });
  }
  for (const { epoch, rows } of histories.flatMap(({ screen }) => screen)) {
    for (const row of rows) if (row.type === 'message') record(epoch, row);
  }
  const messages = new Map(all.map((message) => [message.mutationId, message]));
  return {
    messages,
    numbers,
    tooEarly: new Set([...numbers.values()].flatMap((inEpoch) => findTooEarly(inEpoch, messages))),
  };
};

const findTooEarly = (numbers: ReadonlyMap<string, number>, messages: Facts['messages']): string[] => {
  let firstAcknowledgedAt = Infinity;
  const newestFirst = [...numbers].toSorted(([, one], [, other]) => other - one);
  return newestFirst.flatMap(([id]) => {
    const message = messages.get(id);
    if (!message) return [];
    const isTooEarly = message.at > firstAcknowledgedAt;
    if (message.outcome.type === 'acknowledged') {
      firstAcknowledgedAt = Math.min(firstAcknowledgedAt, message.outcome.at);
    }
    return isTooEarly ? [id] : [];
  });
};

const lost = ({ screen, isComplete }: History, { numbers }: Facts): string[] =>
  screen.flatMap((epochRows, index) => {
    const { epoch, from, next, rows } = epochRows;
    const end = isComplete && index === screen.length - 1 ? Infinity : next;
    const shown = new Set(rows.map((row) => row.type === 'message' && row.mutationId));
    const excuse = createExcuse(epochRows);
    return [...(numbers.get(epoch) ?? [])]
      .filter(([id, number]) => number >= from && number < end && !shown.has(id) && !excuse(number))
      .map(([id, number]) => `message ${number} (${id})`);
  });

const doubled = ({ screen }: History): string[] =>
  lettersOf(screen).flatMap(({ id, isRepeated }) => (isRepeated ? [id] : []));

const unexpected = ({ screen }: History, { messages }: Facts): string[] =>
  lettersOf(screen).flatMap(({ row }) => {
    if (row.type !== 'message') return [];
    const message = messages.get(row.mutationId);
    const isAsWritten =
      message?.client === row.by && message.texts.includes(row.text) && message.outcome.type !== 'refused';
    return isAsWritten ? [] : [`message ${row.number} (${row.mutationId}) by ${row.by}: ${row.text}`];
  });

const outdated = ({ screen, isComplete }: History, { messages }: Facts): string[] => {
  const epochRows = screen.at(-1);
  if (!isComplete || !epochRows) return [];
  const missed = missedIn(epochRows);
  const isMissed = (number: number) =>
    missed.some(({ from, next, messages }) => number >= from && number < next && messages > 0);
  return epochRows.rows.flatMap((row) => {
    const { texts, lastAccepted } = (row.type === 'message' && messages.get(row.mutationId)) || {};
    if (row.type !== 'message' || !texts || lastAccepted?.epoch !== epochRows.epoch) return [];
    if (isMissed(lastAccepted.number)) return [];
    // The room may have accepted later texts, too, without an answer that arrived.
    if (texts.slice(texts.indexOf(lastAccepted.text)).includes(row.text)) return [];
    return [`message ${row.number} (${row.mutationId}) reads “${row.text}” and not “${lastAccepted.text}”`];
  });
};

const outOfOrder = ({ screen, written }: History, { numbers, messages, tooEarly }: Facts): string[] => {
  const maxima = new Map<string, number>();
  const isIncreasing = (sequence: string, value: number) => {
    const max = maxima.get(sequence) ?? -1;
    maxima.set(sequence, Math.max(max, value));
    return value > max;
  };
  const misplaced = lettersOf(screen).filter(({ epochRows: { epoch, from, next }, row, isRepeated }) => {
    if (isRepeated) return false;
    const isInNumberOrder = isIncreasing(`numbers of ${epoch}`, row.number) && row.number >= from && row.number < next;
    if (row.type !== 'message') return !isInNumberOrder;
    const message = messages.get(row.mutationId);
    const isInWritingOrder = !message || isIncreasing(`messages by ${message.client}`, message.index);
    return !isInNumberOrder || !isInWritingOrder || row.number !== numbers.get(epoch)?.get(row.mutationId);
  });
  return [
    ...misplaced.map(({ id, row }) => `${row.number} (${id})`),
    ...written.flatMap(({ mutationId }) => (tooEarly.has(mutationId) ? [mutationId] : [])),
  ];
};

const unexplainedGaps = (epochRows: EpochRows): string[] => {
  const absent = absentNumbers(epochRows);
  const missed = missedIn(epochRows);
  const wrongCounts = missed.flatMap(({ from, next, count }) => {
    const absentHere = absent.filter((number) => number >= from && number < next).length;
    return absentHere === count
      ? []
      : [`${absentHere} letters absent from ${from} to ${next}, ${count} of them announced`];
  });
  const unannounced = absent.filter((number) => !missed.some(({ from, next }) => number >= from && number < next));
  const gaps = unannounced.filter((number, index) => number !== (unannounced[index - 1] ?? -1) + 1);
  return [...wrongCounts, ...gaps.map((number) => `letter ${number} is absent and not announced`)];
};

/** The letters on a screen, each with its identity. */
const lettersOf = (screen: readonly EpochRows[]) => {
  const seen = new Set<string>();
  return screen.flatMap((epochRows) =>
    epochRows.rows.flatMap((row) => {
      if (row.type === 'missed') return [];
      const id = row.type === 'message' ? row.mutationId : `letter ${row.number} of ${epochRows.epoch}`;
      const isRepeated = seen.has(id);
      seen.add(id);
      return [{ id, epochRows, row, isRepeated }];
    }),
  );
};

/** Creates a predicate for numbers of messages that are not on the screen: whether a mail counted this one as missed, too. */
const createExcuse = (epochRows: EpochRows) => {
  const left = missedIn(epochRows).map(({ from, next, messages }) => ({ from, next, messages }));
  return (number: number) => {
    const covering = left.find(({ from, next, messages }) => number >= from && number < next && messages > 0);
    if (covering) covering.messages--;
    return covering !== undefined;
  };
};

const missedIn = ({ rows }: EpochRows) => rows.filter((row) => row.type === 'missed');

/** The numbers of the letters that are not on the screen, ascending. */
const absentNumbers = ({ from, next, rows }: EpochRows) => {
  const present = new Set(rows.map((row) => row.type !== 'missed' && row.number));
  return Array.from({ length: Math.max(0, next - from) }, (_, index) => from + index).filter(
    (number) => !present.has(number),
  );
};
