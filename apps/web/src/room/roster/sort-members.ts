import type { Member } from '@mailroom/shared';
import { memoize } from '../../i18n/memoize.ts';
import { foldCase } from '../../text/fold-case.ts';

/** Returns the members sorted by nickname, in the order of the locale. */
export const sortMembers = (members: ReadonlyMap<Member['id'], Member>, locale: string): Member[] => {
  const { compare } = collatorFor(locale);
  return [...members.values()].toSorted((a, b) => compare(a.nickname, b.nickname));
};

/** Returns the members whose nickname contains the query, regardless of case; all of them for an empty query. */
export const filterMembers = (query: string, members: readonly Member[]): readonly Member[] => {
  const part = foldCase(query.trim().replace(/^@/u, ''));
  return part === '' ? members : members.filter(({ nickname }) => foldCase(nickname).includes(part));
};

const collatorFor = memoize((locale: string) => new Intl.Collator(locale, { numeric: true }));
