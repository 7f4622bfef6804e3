/** The settings dialog. */
export const settings = {
  title: 'Settings',
  theme: 'Theme',
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  density: 'Density',
  comfortable: 'Comfortable',
  compact: 'Compact',
  timeFormat: 'Time format',
  automatic: 'Automatic',
  hours24: '24-hour',
  hours12: '12-hour',
  membership: 'Joins and leaves',
  show: 'Show',
  hide: 'Hide',
  /** Asterisks, backticks and other marks in messages. */
  formattingCharacters: 'Formatting characters',
  ignored: 'Ignored people',
  unignore: 'Unignore',
  language: 'Language',
  browserDefault: 'Browser default',
};
