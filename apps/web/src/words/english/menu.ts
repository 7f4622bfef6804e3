/** The menu in the room's header. */
export const menu = {
  roomMenu: 'Room menu',
  invite: 'Invite others',
  install: 'Install as an app',
  settings: 'Settings',
  help: 'Help',
};
