import type { Member } from '@mailroom/shared';
import type { EmojiMatch } from '../../emoji/emoji-names.ts';
import { closedEmojiNameAt, openEmojiNameAt, type TypedEmojiName } from './emoji-name.ts';
import { commands, type Command } from '../commands/slash-commands.ts';
import { once } from '../../../i18n/once.ts';
import { foldCase } from '../../../text/fold-case.ts';
import { isMentionAfter, letterBefore, nicknameEnds } from '../../../text/mentions.ts';

/** A replacement for the word at the caret. `text` is the replacement. */
export type Suggestion =
  | { readonly type: 'command'; readonly text: string; readonly command: Command }
  | { readonly type: 'member'; readonly text: string; readonly member: Member }
  | { readonly type: 'emoji'; readonly text: string; readonly name: string };

/** The suggestions for the word between `start` and `end` (UTF-16 units), best match first. There is at least one suggestion. */
export interface Autocomplete {
  readonly start: number;
  readonly end: number;
  readonly suggestions: readonly Suggestion[];
  /** Whether the word is one of the suggestions already, in any case. */
  readonly isComplete: boolean;
}

/** A text and the caret position in it, in UTF-16 units. */
export interface TextAtCaret {
  readonly text: string;
  readonly caret: number;
}

/** The maximum number of suggested nicknames or emoji. */
const MAX_SUGGESTIONS = 8;

/** The members and emoji that autocomplete suggests. */
export interface AutocompleteSources {
  /** The members whose nicknames are suggested. */
  readonly others: readonly Member[];
  /** Returns the emoji with a name like this, the best match first. */
  readonly searchEmoji: (name: string) => readonly EmojiMatch[];
}

/**
 * Returns suggestions for the word at the caret: commands for a slash at the start of the text, nicknames for an `@`, emoji for a colon with at
 * least two letters. Returns undefined when nothing matches, or when the word already equals its only suggestion.
 */
export const autocompleteAt = (
  { text, caret }: TextAtCaret,
  { others, searchEmoji }: AutocompleteSources,
): Autocomplete | undefined => {
  const emojiName = openEmojiNameAt(text, caret);
  if (emojiName) return suggestEmoji(emojiName, searchEmoji);
  const start = wordStart(text.slice(0, caret));
  if (start === undefined) return undefined;
  for (const end of wordEnds(text, start, caret)) {
    // A suggestion replaces the whole word, so the whole word has to match, not only the part before the caret.
    const word = text.slice(start, end);
    const suggestions = word.startsWith('/') ? suggestCommands(word, text.slice(end)) : suggestMembers(word, others);
    const isUnchanged = suggestions.length === 1 && suggestions.every((suggestion) => isUnchangedBy(suggestion, word));
    if (isUnchanged) return undefined;
    if (suggestions.length > 0) {
      const isComplete = suggestions.some((suggestion) => foldCase(suggestion.text) === foldCase(word));
      return { start, end, suggestions, isComplete };
    }
  }
  return undefined;
};

/**
 * Replaces the name of an emoji whose closing colon is directly before the caret with the emoji that `findEmoji` returns. Returns undefined if
 * there is no such name.
 */
export const replaceEmojiName = (
  { text, caret }: TextAtCaret,
  findEmoji: (name: string) => string | undefined,
): string | undefined => {
  const found = closedEmojiNameAt(text, caret);
  const emoji = found && findEmoji(found.name);
  return emoji && text.slice(0, found.start) + emoji + text.slice(caret);
};

/** Replaces the word with the suggestion and puts the caret after it. Adds a space, unless another character than a space follows. */
export const applySuggestion = (text: string, { start, end }: Autocomplete, suggestion: Suggestion): TextAtCaret => {
  const rest = text.slice(end);
  const space = rest === '' || rest.startsWith(' ') ? ' ' : '';
  const before = text.slice(0, start) + suggestion.text + space;
  return { text: before + rest.slice(rest.startsWith(' ') ? 1 : 0), caret: before.length };
};

const suggestEmoji = (
  { start, end, name }: TypedEmojiName,
  searchEmoji: AutocompleteSources['searchEmoji'],
): Autocomplete | undefined => {
  // With less it is an emoticon, such as `:D`.
  if ((name.match(/\p{L}/gu) ?? []).length < 2) return undefined;
  const suggestions = searchEmoji(name)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ emoji, name }) => ({ type: 'emoji', text: emoji, name }) as const);
  return suggestions.length > 0 ? { start, end, suggestions, isComplete: false } : undefined;
};

const COMMAND = /^\/[a-z]*$/iu;
const MENTION = /[@＠]([\p{L}\p{M}\p{Nd}]*)$/u;
const REST_OF_WORD = /^[\p{L}\p{M}\p{Nd}]*/u;

/** The index at which the word at the end of a text starts, if there can be suggestions for it. */
const wordStart = (before: string): number | undefined => {
  if (COMMAND.test(before)) return 0;
  const mention = MENTION.exec(before);
  if (!mention) return undefined;
  const { index, 1: query = '' } = mention;
  // An at sign after a slash belongs to a URL.
  if (before.charAt(index - 1) === '/') return undefined;
  const [first = ''] = query;
  const letter = letterBefore(before, index);
  return letter === undefined || isMentionAfter(letter, first) ? index : undefined;
};

/** The indices at which the word can end. Letters of another script can follow a nickname directly, as in `@kenさん`. */
const wordEnds = (text: string, start: number, caret: number): number[] => {
  const end = caret + (REST_OF_WORD.exec(text.slice(caret))?.[0].length ?? 0);
  if (text.startsWith('/', start)) return [end];
  const nearest = nicknameEnds(text.slice(start, end)).find(({ at }) => start + at >= caret);
  return nearest && start + nearest.at < end ? [end, start + nearest.at] : [end];
};

const suggestCommands = (word: string, after: string): Suggestion[] => {
  // A slash directly before other text escapes it, as in `//x`.
  if (/^\S/u.test(after)) return [];
  const matches = commands.filter(({ name }) => name.startsWith(foldCase(word.slice(1))));
  return matches.map((command) => ({ type: 'command', text: `/${command.name}`, command }));
};

const suggestMembers = (word: string, others: readonly Member[]): Suggestion[] => {
  const query = foldCase(word.slice(1));
  const matches = others.filter(({ nickname }) => foldCase(nickname).includes(query));
  const { prefix = [], infix = [] } = Object.groupBy(matches, ({ nickname }) =>
    foldCase(nickname).startsWith(query) ? 'prefix' : 'infix',
  );
  return [...prefix.toSorted(byNickname), ...infix.toSorted(byNickname)]
    .slice(0, MAX_SUGGESTIONS)
    .map((member) => ({ type: 'member', text: `@${member.nickname}`, member }));
};

const collator = once(() => new Intl.Collator(undefined, { numeric: true }));
const byNickname = (a: Member, b: Member) => collator().compare(a.nickname, b.nickname);

const isUnchangedBy = ({ type, text }: Suggestion, word: string) =>
  text === (type === 'command' ? foldCase(word) : word.normalize('NFC'));
