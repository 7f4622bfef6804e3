import { JOINED_SCRIPTS } from './scripts.ts';

/** An address in a text. */
export interface FoundLink {
  /** Its index in the text, in UTF-16 units. */
  readonly index: number;
  readonly text: string;
}

/**
 * Finds the `http` and `https` addresses in a text. An address ends where people end it: at white space, quotation marks, angle brackets and
 * wide punctuation, at a bracket without its counterpart, and before the punctuation of the sentence. Takes time proportional to the length.
 */
export const findLinks = (text: string): FoundLink[] => {
  const links: FoundLink[] = [];
  let searchedTo = 0;
  for (const { 0: scheme, index } of text.matchAll(SCHEME)) {
    if (index < searchedTo) continue;
    const authorityEnd = findAuthorityEnd(text, index + scheme.length);
    const path = findPathEnd(text, authorityEnd);
    searchedTo = path.searchedTo;
    const link = withoutTrailingPunctuation(text.slice(index, path.end));
    if (isAddress(link)) links.push({ index, text: link });
  }
  return links;
};

/** Whether browsers can follow an address. Not `URL.canParse`, which Chrome has since version 120. */
const isAddress = (text: string): boolean => {
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
};

// A scheme after a letter of its own script is the end of a word. Other scripts have no space before it: 请看https://example.org
const SCHEME = /(?<![\p{Script=Latin}\p{Nd}]\p{M}*)https?:\/\//giu;

/** The end of the user name, host and port that start at `start`. */
const findAuthorityEnd = (text: string, start: number): number => {
  AUTHORITY.lastIndex = start;
  const [authority = '', host = ''] = AUTHORITY.exec(text) ?? [];
  // The last label of a host is either ASCII or not: in https://example.org请看 the host ends before 请.
  const [, joined] = JOINED_WORDS.exec(host) ?? [];
  const end = joined === undefined ? authority.length : authority.lastIndexOf(host) + host.length - joined.length;
  return start + end;
};

const AUTHORITY =
  /(?:[\p{L}\p{M}\p{N}._~%!$&*+,;=:-]*@)?(\[[\da-f:.]+\]|[\p{L}\p{M}\p{N}_.%\p{Join_Control}\u00AD-]+)(?::\d+)?/iuy;

const JOINED_WORDS = new RegExp(String.raw`(?:^|\.)[\w-]+([${JOINED_SCRIPTS}][${JOINED_SCRIPTS}\p{M}]*)$`, 'u');

/** The end of the path, query and fragment that start at `start`, if there are any. No other address starts before `searchedTo`. */
const findPathEnd = (text: string, start: number): { end: number; searchedTo: number } => {
  if (!'/?#'.includes(text.charAt(start) || ' ')) return { end: start, searchedTo: start };
  const opened: { readonly closing: string; readonly at: number }[] = [];
  let at = start;
  for (; at < text.length && !endsAddress(text, at); at += 1) {
    const character = text.charAt(at);
    const closing = CLOSING_BRACKETS[character];
    if (closing !== undefined) opened.push({ closing, at });
    else if (')]}'.includes(character)) {
      if (opened.at(-1)?.closing !== character) break;
      opened.pop();
    }
  }
  return { end: opened[0]?.at ?? at, searchedTo: at };
};

const CLOSING_BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Whether the character at this index is not part of an address. */
const endsAddress = (text: string, index: number): boolean => {
  const character = text.charAt(index);
  if (APOSTROPHES.includes(character)) return !isBetweenLetters(text, index);
  if (SEPARATORS.includes(character)) return /^.https?:\/\//i.test(text.slice(index, index + '.https://'.length));
  return NEVER_IN_ADDRESS.test(character);
};

const APOSTROPHES = "'’";
const SEPARATORS = ',;|';

// White space, quotation marks, invisible characters that only format, and all punctuation that is not ASCII, except what stands in names:
// middle dots and the section sign.
const NEVER_IN_ADDRESS =
  /[[\s"<>`\\\u200B\u200E\u200F\u061C\u2060—―〜\p{Pi}\p{Pf}[[\p{Po}\p{Ps}\p{Pe}]--\p{ASCII}]]--[·・§]]/v;

const isBetweenLetters = (text: string, index: number) =>
  /[\p{L}\p{M}\p{N}]/u.test(text.charAt(index - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(index + 1));

/** Removes the punctuation of the sentence, and asterisks, underscores and tildes, which can be markup. */
const withoutTrailingPunctuation = (address: string): string => {
  let end = address.length;
  while (PUNCTUATION.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
};

const PUNCTUATION = ".,:;!?'’*_~";
