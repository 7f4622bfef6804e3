import type { Member } from '@mailroom/shared';
import { madeOnce } from '../../i18n/memoize.ts';
import { foldCase } from '../../text/fold-case.ts';

/** Everyone who is here, by nickname, in the order of a language. */
export const sortedPeople = (members: ReadonlyMap<Member['id'], Member>, locale: string): Member[] => {
  const { compare } = collatorIn(locale);
  return [...members.values()].toSorted((a, b) => compare(a.nickname, b.nickname));
};

/** Those whose nickname has `sought` in it, whatever its capitals; everyone, when nothing is sought. */
export const peopleCalled = (sought: string, people: readonly Member[]): readonly Member[] => {
  const part = foldCase(sought.trim().replace(/^@/u, ''));
  return part === '' ? people : people.filter(({ nickname }) => foldCase(nickname).includes(part));
};

const collatorIn = madeOnce((locale: string) => new Intl.Collator(locale, { numeric: true }));
