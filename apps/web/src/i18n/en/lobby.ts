import { numberFormat } from '../plural.ts';

const { formatCount } = numberFormat('en');

/** The lobby, where a person picks a nickname and joins. */
export const lobby = {
  intro: 'A chat room. Pick a nickname and join. No account, nothing to install.',
  /** How many people are in the room. */
  inside: (count: number) =>
    count === 0 ? 'Nobody is here yet.' : formatCount(count, { one: 'person is here.', other: 'people are here.' }),
  nickname: 'Your nickname',
  hint: 'Letters and numbers, in any language.',
  hintRemembered: 'We’ll remember it for next time.',
  draftKept: 'Your draft is still here.',
  join: 'Join',
  joining: 'Joining…',
  opening: 'Opening the room…',
};
