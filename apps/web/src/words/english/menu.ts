/** The menu in the room's header. */
export const menu = {
  roomMenu: 'Room menu',
  settings: 'Settings',
};
