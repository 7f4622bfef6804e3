import { expect, pagesThatWait } from './fixtures.ts';
import type { Person } from './person.ts';

/** Someone in several tabs of one browser. */
export interface InTabs {
  readonly tabs: Person[];
  /** The tab that asks the room, once it is the only one that does, and the others that are open. */
  readonly findLeader: () => Promise<{ leader: Person; others: Person[] }>;
}

/** Has someone come in, and open so many tabs. */
export const inTabs = async (person: Person, url: string, count: number): Promise<InTabs> => {
  const waiting = pagesThatWait(person.page.context());
  await person.comesIn(url);
  const tabs = [person];
  while (tabs.length < count) tabs.push(await person.opensTab());
  const findLeader = async () => {
    await expect.poll(() => waiting().length, 'one wait for all tabs').toBe(1);
    const leader = tabs.find(({ page }) => page === waiting()[0]);
    if (!leader) throw new Error('nobody leads');
    return { leader, others: tabs.filter((each) => each !== leader && !each.page.isClosed()) };
  };
  return { tabs, findLeader };
};
