/** The menu in the room's header. */
export const menu = {
  roomMenu: 'Room menu',
  invite: 'Invite others',
  install: 'Install as an app',
  find: 'Find in the conversation',
  settings: 'Settings',
  help: 'Help',
};
