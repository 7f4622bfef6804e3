/**
 * The scripts in which words follow each other without a space, and Hangul, in which particles follow a word without one. As the content of
 * a character class.
 */
export const JOINED_SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');

/** The script of a letter, such as `Latin`. Undefined for a digit, and for a letter of a script that is not in modern use. */
export const scriptOf = (letter: string): string | undefined =>
  (patterns ??= SCRIPTS.split(' ').map(patternOf)).find(([, pattern]) => pattern.test(letter))?.[0];

/** Whether words of the script of this letter follow each other without a space. */
export const isOfJoinedScript = (letter: string): boolean => JOINED.test(letter);

const SCRIPTS =
  'Latin Cyrillic Greek Han Hiragana Katakana Bopomofo Hangul Thai Lao Khmer Myanmar Arabic Hebrew Devanagari Bengali Gujarati Gurmukhi ' +
  'Kannada Malayalam Oriya Sinhala Tamil Telugu Tibetan Armenian Georgian Ethiopic Mongolian Thaana Syriac';
const patternOf = (script: string) => [script, new RegExp(String.raw`^\p{Script=${script}}`, 'u')] as const;
/** Compiled when it is first needed: that takes as long as evaluating the rest of the chunk. */
let patterns: ReturnType<typeof patternOf>[] | undefined;
const JOINED = new RegExp(`^[${JOINED_SCRIPTS}]`, 'u');
