import type { Member } from '@mailroom/shared';
import { commands, type Command } from './slash-commands.ts';
import { once } from '../../i18n/once.ts';
import { foldCase } from '../../text/fold-case.ts';

/** Something that can be put in place of a word that was begun. `text` is what then stands there. */
export type Offer =
  | { readonly type: 'command'; readonly text: string; readonly command: Command }
  | { readonly type: 'member'; readonly text: string; readonly member: Member };

/** What is offered for a word, the likeliest first; `start` and `end` say where the word stands. There is at least one offer. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly offers: readonly Offer[];
}

/** A text with a caret in it, in UTF-16 units as the field counts them. */
export interface TextAtCaret {
  readonly text: string;
  readonly caret: number;
}

/** So many nicknames are offered at most. */
const MOST = 8;

/** What is offered at the caret: commands for a slash at the very start, the nicknames of `others` for an `@`; nothing for a word that is complete. */
export const completionAt = ({ text, caret }: TextAtCaret, others: readonly Member[]): Completion | undefined => {
  const before = text.slice(0, caret);
  const begun = (COMMAND.exec(before) ?? MENTION.exec(before))?.[0];
  if (begun === undefined) return undefined;
  const start = caret - begun.length;
  const end = caret + (REST_OF_WORD.exec(text.slice(caret))?.[0].length ?? 0);
  // The whole word has to fit, not only what stands before the caret: what is taken replaces it.
  const word = text.slice(start, end);
  const offers = word.startsWith('/') ? commandsFor(word, text.slice(end)) : membersFor(word, others);
  const isComplete = offers.length === 1 && offers.every((offer) => isSame(offer, word));
  return offers.length === 0 || isComplete ? undefined : { start, end, offers };
};

/** The text, and where the caret stands in it, when an offer was taken: a space follows, unless other signs do. */
export const withTaken = (text: string, { start, end }: Completion, offer: Offer): TextAtCaret => {
  const rest = text.slice(end);
  const space = rest === '' || rest.startsWith(' ') ? ' ' : '';
  const before = text.slice(0, start) + offer.text + space;
  return { text: before + rest.slice(rest.startsWith(' ') ? 1 : 0), caret: before.length };
};

const COMMAND = /^\/[a-z]*$/iu;
// After a letter it is an e-mail address, and after a slash a web address.
const MENTION = /(?<![^\s\p{P}\p{S}]|\/)@[\p{L}\p{M}\p{Nd}]*$/u;
const REST_OF_WORD = /^[\p{L}\p{M}\p{Nd}]*/u;

const commandsFor = (word: string, after: string): Offer[] => {
  // A slash was put before `/x`, for it to be sent.
  if (/^\S/u.test(after)) return [];
  const begun = commands.filter(({ name }) => name.startsWith(foldCase(word.slice(1))));
  return begun.map((command) => ({ type: 'command', text: `/${command.name}`, command }));
};

const membersFor = (word: string, others: readonly Member[]): Offer[] => {
  const sought = foldCase(word.slice(1));
  const found = others.filter(({ nickname }) => foldCase(nickname).includes(sought));
  const { first = [], then = [] } = Object.groupBy(found, (each) =>
    foldCase(each.nickname).startsWith(sought) ? 'first' : 'then',
  );
  return [...first.toSorted(byNickname), ...then.toSorted(byNickname)]
    .slice(0, MOST)
    .map((member) => ({ type: 'member', text: `@${member.nickname}`, member }));
};

const collator = once(() => new Intl.Collator(undefined, { numeric: true }));
const byNickname = (a: Member, b: Member) => collator().compare(a.nickname, b.nickname);

/** Whether taking the offer would change nothing. */
const isSame = ({ type, text }: Offer, word: string) =>
  text === (type === 'command' ? foldCase(word) : word.normalize('NFC'));
