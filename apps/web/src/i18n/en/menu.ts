/** The menu in the room's header. */
export const menu = {
  roomMenu: 'Room menu',
  invite: 'Invite people',
  install: 'Install app',
  find: 'Search the conversation',
  saveAsText: 'Export as text',
  saveAsJsonLines: 'Export as JSON',
  settings: 'Settings',
  help: 'Help',
};
