/** The lobby, where a person picks a nickname and joins. */
export const lobby = {
  intro: 'A chat room. Pick a nickname and join. No account, nothing to install.',
  nickname: 'Your nickname',
  hint: 'Letters and numbers, in any language. We’ll remember it for next time.',
  join: 'Join',
  joining: 'Joining…',
  opening: 'Opening the room…',
};
