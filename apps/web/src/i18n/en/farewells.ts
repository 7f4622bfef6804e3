/** What to tell a person in the lobby who was just in the room. */
export const farewells = {
  left: 'You left the room in another window.',
  kicked: 'You were shown out of the room.',
  banned: 'You were banned from the room.',
  expelled:
    'Your visit is over: you were away for too long, or left in another window. What you were writing is kept for when you come back.',
  'nickname-gone':
    'You were away, and somebody has your nickname now. What you were writing is kept: choose another nickname.',
  'no-room': 'You were away, and there is no room for you any more. What you were writing is kept for when there is.',
  'no-cookie': 'Your browser did not keep the cookie of this room. Allow cookies for this address, and come in again.',
  'no-answer': 'The room does not answer. Look whether you are connected, and try again.',
  'not-told': 'The room could not be told that you left. It will notice in a few minutes.',
};
