/**
 * Escapes the characters of a line of JSON that a terminal may obey or reorder, and that JSON leaves as they are: control characters
 * beyond ASCII (ECMA-48 has an 8-bit form of the escape sequences), line separators, and bidi controls (UAX #9). The JSON stays the same value.
 */
export const escapeForTerminals = (line: string): string =>
  line.replaceAll(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const UNSAFE = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;
