import type { Words } from '../english.ts';

/** Who is here. */
export const roster: Words['roster'] = {
  whoIsHere: 'Wer hier ist',
  hereNow: 'Gerade hier',
};
