/** Why a person who was in the room is in the lobby. */
export const lobbyNotices = {
  left: 'You left the room in another window.',
  kicked: 'You were removed from the room.',
  banned: 'You were banned from the room.',
  'session-expired': 'You were signed out after being away too long, or you left in another window.',
  'nickname-taken': 'While you were away, someone took your nickname. Pick another.',
  'room-full': 'While you were away, the room filled up. Try again later.',
  'cookies-blocked': 'Your browser blocked this room’s cookie. Allow cookies for this site and join again.',
  unreachable: 'Can’t reach the room. Check your connection and try again.',
  'leave-failed': 'You left, but the room couldn’t be told. You may still show as here for a few minutes.',
};
