/**
 * The scripts in which words follow each other without a space, and Hangul, in which particles follow a word without one. As the content of
 * a character class.
 */
export const JOINED_SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');
