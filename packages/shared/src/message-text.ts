import * as z from 'zod/mini';
import { codePoints } from './code-points.ts';
import { hasExcessiveMarks } from './excessive-marks.ts';
import { namedCheck } from './named-check.ts';

/**
 * Why a text is invalid.
 * - `empty`: it has no visible character.
 * - `too-long`: it has more code points than the limit after cleaning.
 * - `not-unicode`: it contains a lone surrogate.
 * - `too-many-marks`: it has more than 30 combining marks in a row.
 */
export const TextRule = z.enum(['empty', 'too-long', 'not-unicode', 'too-many-marks']);
export type TextRule = z.infer<typeof TextRule>;

/**
 * Creates the schema of a message text with at most `maxLength` code points (0: no limit) and at least one visible character.
 * The output is NFC-normalized, has `\n` for every line break, and no control or bidi override characters. The message of the only
 * issue is the broken `TextRule`.
 */
export const messageTextSchema = (maxLength: number) =>
  z.pipe(
    z.pipe(z.string().check(...cleanable), z.transform(cleanText)),
    z.string().check(
      namedCheck('empty', (text) => VISIBLE_CHARACTER.test(text)),
      namedCheck('too-long', (text) => maxLength === 0 || codePoints(text) <= maxLength),
    ),
  );

/**
 * Creates the schema of one line of at most `maxLength` code points, which may be empty: a reason for leaving, the name or topic of a room.
 * Cleaned like a message; in addition, white space is trimmed and collapsed. The message of the only issue is the broken `TextRule`.
 */
export const lineSchema = (maxLength: number) =>
  z.pipe(
    z.pipe(
      z.string().check(...cleanable),
      z.transform((text) => cleanText(text).replaceAll(/\s+/gu, ' ').trim()),
    ),
    z.string().check(namedCheck('too-long', (text) => codePoints(text) <= maxLength)),
  );

/** Preconditions of `cleanText`. Normalizing many marks in a row takes time that grows with the square of their number. */
const cleanable = [
  namedCheck('not-unicode', (text) => text.isWellFormed()),
  namedCheck('too-many-marks', (text) => !hasExcessiveMarks(text)),
];

/**
 * Normalizes to NFC and removes C0 and C1 controls (except tab and line feed) and the bidi controls that can reorder the text around
 * them: embeddings, overrides and isolates (UAX #9). Keeps marks that only hint at a direction (LRM, RLM).
 */
const cleanText = (text: string) =>
  text.replaceAll(LINE_BREAK, '\n').replaceAll(CONTROL_CHARACTERS, '').normalize('NFC');

// UAX #14: the characters after which a line always breaks.
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// oxlint-disable-next-line no-control-regex -- control characters are what this finds
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
// Invisible, but not white space: besides ignorable code points, the blank Braille pattern, hieroglyphs and notehead. Chromium draws nothing
// for annotation and object replacement characters, and for code points that are no characters.
const VISIBLE_CHARACTER =
  /[^\s\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFC\u{13441}\u{13442}\u{1D159}]/u;
