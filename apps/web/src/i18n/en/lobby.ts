/** Before the door, and on the way in. */
export const lobby = {
  lead: 'A room to talk in. Choose a nickname and come in: no account, nothing to install.',
  nickname: 'Your nickname',
  hint: 'Letters and digits of any script. You will find it here again next time.',
  comeIn: 'Come in',
  comingIn: 'Coming in…',
  opening: 'Opening the room…',
};
