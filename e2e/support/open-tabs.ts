import { expect, trackWaitingPages } from './fixtures.ts';
import type { Person } from './person.ts';

/** A person with several tabs in one browser. */
export interface OpenTabs {
  readonly tabs: Person[];
  /** Waits until only one tab has a wait in flight. Returns this tab, the leader, and the other open tabs. */
  readonly findLeader: () => Promise<{ leader: Person; others: Person[] }>;
}

/** Joins as a person and opens tabs until there are `count`. */
export const openTabs = async (person: Person, url: string, count: number): Promise<OpenTabs> => {
  const waiting = trackWaitingPages(person.page.context());
  await person.joins(url);
  const tabs = [person];
  while (tabs.length < count) tabs.push(await person.opensTab());
  const findLeader = async () => {
    await expect.poll(() => waiting().length, 'one wait for all tabs').toBe(1);
    const leader = tabs.find(({ page }) => page === waiting()[0]);
    if (!leader) throw new Error('no tab leads');
    return { leader, others: tabs.filter((each) => each !== leader && !each.page.isClosed()) };
  };
  return { tabs, findLeader };
};
