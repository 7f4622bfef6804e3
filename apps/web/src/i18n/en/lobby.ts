/** The lobby, where a person picks a nickname and joins. */
export const lobby = {
  lead: 'A chat room. Pick a nickname and join. No account, nothing to install.',
  nickname: 'Your nickname',
  hint: 'Letters and numbers, in any language. We’ll remember it for next time.',
  comeIn: 'Join',
  comingIn: 'Joining…',
  opening: 'Opening the room…',
};
