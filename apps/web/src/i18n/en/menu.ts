/** The menu in the room's header. */
export const menu = {
  roomMenu: 'Room menu',
  invite: 'Invite others',
  install: 'Install as an app',
  find: 'Find in the conversation',
  saveAsText: 'Save conversation as text',
  saveAsJsonLines: 'Save conversation as JSON lines',
  settings: 'Settings',
  help: 'Help',
};
