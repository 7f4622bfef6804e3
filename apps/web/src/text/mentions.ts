import { foldCase } from './fold-case.ts';
import { isOfJoinedScript, scriptOf } from './scripts.ts';

/** An at sign and the letters and digits that follow it. How many of them are a nickname depends on who is in the room: `mentionAt`. */
export interface FoundMention {
  /** Its index in the text, in UTF-16 units. */
  readonly index: number;
  readonly text: string;
  /** Whether a letter is directly before it. Then it is a mention only of a person who is in the room. */
  readonly isJoined: boolean;
}

/** A found mention without its place. */
export type MentionText = Pick<FoundMention, 'text'> & Partial<FoundMention>;

/** The people in the room. */
export type Members = ReadonlyMap<unknown, { readonly nickname: string }>;

/**
 * Finds everything in a text that can be a mention. An at sign after a digit, or a letter of the same script,
 * belongs to an e-mail address, unless words of that script follow each other without a space.
 */
export const findMentions = (text: string): FoundMention[] =>
  [...text.matchAll(MENTION)].flatMap(({ 0: match, 1: first = '', index }) => {
    const before = letterBefore(text, index);
    if (before === undefined) return { index, text: match, isJoined: false };
    return isMentionAfter(before, first) ? { index, text: match, isJoined: true } : [];
  });

// People who write Chinese or Japanese also type the full-width at sign.
const MENTION = /[@＠]([\p{L}\p{Nd}])[\p{L}\p{M}\p{Nd}]*/gu;

/** Returns the letter or digit directly before the index, without its combining marks. */
export const letterBefore = (text: string, index: number): string | undefined =>
  LETTER_AT_END.exec(text.slice(Math.max(0, index - MAX_LETTER_LENGTH), index))?.[1];

const LETTER_AT_END = /([\p{L}\p{Nd}])\p{M}*$/u;
/** A letter with the most combining marks that a message can have in a row, in UTF-16 units. */
const MAX_LETTER_LENGTH = 62;

/**
 * Whether an at sign directly after the letter or digit `before` can start a mention.
 *
 * @param first the first letter or digit after the at sign, or the empty string if there is none yet
 */
export const isMentionAfter = (before: string, first: string): boolean => {
  const script = scriptOf(before);
  return isOfJoinedScript(before) || (script !== undefined && first !== '' && script !== scriptOf(first));
};

/**
 * Returns the part of a found mention that is one: an at sign and a nickname. Where letters of another script follow, or of a script without
 * spaces, the longest nickname of a person in the room wins: `@ken` in `@kenさん`. Undefined if it is not a mention.
 */
export const mentionAt = ({ text, isJoined = false }: MentionText, members: Members): string | undefined => {
  const { folded, maxLength } = nicknamesOf(members);
  const ends = nicknameEnds(text);
  const longest = ends.findLast(
    ({ at }) => at > 1 && at <= 1 + maxLength * MAX_EXPANSION && folded.has(foldCase(text.slice(1, at))),
  );
  if (longest) return text.slice(0, longest.at);
  return isJoined ? undefined : text.slice(0, ends.find(({ at, isScriptEnd }) => at > 1 && isScriptEnd)?.at);
};

/** How much longer a nickname can be in a text that is not normalized. */
const MAX_EXPANSION = 4;

/** Whether a mention, as `mentionAt` returns it, names this nickname. Ignores case and Unicode normalization. */
export const isMentionOf = (mention: string, nickname: string): boolean =>
  foldCase(mention.slice(1)) === foldCase(nickname);

/** The case-folded nicknames of members, and the length of the longest one in UTF-16 units. Cached, because many messages ask for them. */
const nicknamesOf = (members: Members) => {
  let nicknames = cache.get(members);
  if (nicknames) return nicknames;
  const all = Array.from(members.values(), ({ nickname }) => nickname);
  nicknames = { folded: new Set(all.map(foldCase)), maxLength: Math.max(0, ...all.map(({ length }) => length)) };
  cache.set(members, nicknames);
  return nicknames;
};

const cache = new WeakMap<Members, { readonly folded: ReadonlySet<string>; readonly maxLength: number }>();

/**
 * The indices at which the nickname in a found mention can end, in ascending order. `isScriptEnd`: at its end, or before a letter of another
 * script. At 1 there is no nickname.
 */
export const nicknameEnds = (text: string): { at: number; isScriptEnd: boolean }[] => {
  const ends = [];
  let last = '';
  for (const { 0: letter, index } of text.matchAll(/\p{L}/gu)) {
    const isScriptEnd = last === '' ? isOfJoinedScript(letter) : scriptOf(letter) !== scriptOf(last);
    if (isScriptEnd || isOfJoinedScript(last)) ends.push({ at: index, isScriptEnd });
    last = letter;
  }
  return [...ends, { at: text.length, isScriptEnd: true }];
};
