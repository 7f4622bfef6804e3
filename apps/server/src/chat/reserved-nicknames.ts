/**
 * Nicknames that nobody can have, because a message under them would look as if the room itself, or someone with a role, had sent it, or
 * because they address everyone. In the languages of the page. Not among them: `All`, which looks like the name Ali.
 */
export const RESERVED_NICKNAMES = [
  'Mailroom',
  'System',
  'Server',
  'Room',
  'Admin',
  'Administrator',
  'Owner',
  'Moderator',
  'Everyone',
  'Here',
  'Channel',
  'You',
  'Raum',
  'Betreiber',
  'Moderatorin',
  'Moderation',
  'Alle',
  'Hier',
  'Kanal',
  'Du',
];
