import { isOfJoinedScript } from '../../../text/scripts.ts';
import { letterBefore } from '../../../text/mentions.ts';
import { isInCodeOrLink } from '../../../text/markup/is-in-code-or-link.ts';

/** The name of an emoji in a text, from its opening colon at `start` to `end`, in UTF-16 units. */
export interface TypedEmojiName {
  readonly start: number;
  readonly end: number;
  /** Without colons. */
  readonly name: string;
}

/** Returns the name at the caret that has an opening colon. It is at least one character long, and extends beyond the caret. */
export const openEmojiNameAt = (text: string, caret: number): TypedEmojiName | undefined => {
  const start = findStart(OPEN_NAME, text.slice(0, caret));
  if (start === undefined) return undefined;
  const [, rest = '', colon = ''] = REST_OF_NAME.exec(text.slice(caret)) ?? [];
  const end = caret + rest.length;
  return { start, end: end + colon.length, name: text.slice(start + 1, end) };
};

/** Returns the name whose closing colon is directly before the caret. */
export const closedEmojiNameAt = (text: string, caret: number): TypedEmojiName | undefined => {
  const start = findStart(CLOSED_NAME, text.slice(0, caret));
  return start === undefined ? undefined : { start, end: caret, name: text.slice(start + 1, caret - 1) };
};

// People who write Chinese or Japanese also type full-width colons.
const COLON = '[:：]';
// Names are in languages that are written in Latin letters, so that letters of other scripts can follow one directly.
const NAME_CHARACTER = String.raw`[\p{Script=Latin}\p{M}\p{Nd}_+-]`;
const OPEN_NAME = new RegExp(`${COLON}${NAME_CHARACTER}+$`, 'u');
const CLOSED_NAME = new RegExp(`${COLON}${NAME_CHARACTER}+${COLON}$`, 'u');
const REST_OF_NAME = new RegExp(`^(${NAME_CHARACTER}*)(${COLON}?)`, 'u');

/** Returns the index of the opening colon of the name at the end of a text, if that can be the name of an emoji. */
const findStart = (pattern: RegExp, before: string): number | undefined => {
  const index = pattern.exec(before)?.index;
  return index !== undefined && isOpeningColon(before, index) && !isInCodeOrLink(before, index) ? index : undefined;
};

/** Whether the colon at this index can open a name. One after a word, a number, or a part of code or of an address cannot. */
const isOpeningColon = (text: string, index: number): boolean => {
  if (NEVER_BEFORE.test(text.slice(0, index))) return false;
  const letter = letterBefore(text, index);
  if (letter === undefined) return true;
  // In scripts without spaces a name can follow a letter. The full-width colon is their usual colon.
  return text.charAt(index) === ':' && isOfJoinedScript(letter);
};

/** As in `::a`, `//:a`, `"a":b`, `f():b`, and after a backslash, which keeps a colon from its meaning. */
const NEVER_BEFORE = /[:：\\/"'`)\]}=@#&]$/;
