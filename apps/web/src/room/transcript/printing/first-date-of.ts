import type { Entry } from '../../timeline/entries.ts';

/** Returns the date of the first letter that these entries show, in ms since 1970. Undefined if they show none. */
export const firstDateOf = (entries: readonly Entry[]): number | undefined => {
  for (const entry of entries) {
    if (entry.type === 'day') return entry.at;
    const row = entry.type === 'row' ? entry.row : 'rows' in entry ? entry.rows[0] : undefined;
    if (row?.type === 'letter') return row.letter.at;
  }
  return undefined;
};
