import { memoize } from '../../i18n/memoize.ts';
import type { Strings } from '../../i18n/en.ts';
import type { MemberRef } from './membership-outcomes.ts';

/** A part of a list of members: a nickname, or a text between nicknames. */
interface NamePart {
  readonly text: string;
  /** The member who has this nickname. Undefined for other texts. */
  readonly ref: MemberRef | undefined;
}

/** Returns the parts of a list of nicknames, such as "Ann, Ben and Cleo" or "Ann, Ben and 5 others". */
export const memberNames = (
  members: readonly MemberRef[],
  { locale, strings }: { readonly locale: string; readonly strings: Strings['transcript'] },
): readonly NamePart[] => {
  const named = members.length < SHORTEN_FROM ? members : members.slice(0, NAMES_WHEN_SHORTENED);
  const otherCount = members.length - named.length;
  const items = named.map(({ member }) => member.nickname);
  if (otherCount > 0) items.push(strings.otherPeople(otherCount));
  let next = 0;
  return listFormat(locale)
    .formatToParts(items)
    .map(({ type, value }) => ({ text: value, ref: type === 'element' ? named[next++] : undefined }));
};

/** The number of members from which a list of names is shortened, and the number of names that it then contains. */
const SHORTEN_FROM = 4;
const NAMES_WHEN_SHORTENED = 2;

const listFormat = memoize((locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }));
