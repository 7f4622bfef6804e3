/** The menu in the room's header. */
export const menu = {
  label: 'Room menu',
  install: 'Install app',
  find: 'Search the conversation',
  exportText: 'Export as text',
  exportJson: 'Export as JSON',
  moderation: 'Moderation',
  settings: 'Settings',
  help: 'Help',
  leave: 'Leave the room',
};
