import * as z from 'zod/mini';
import { codePoints } from './code-points.ts';
import { isPiledTooHigh } from './combining-marks.ts';
import { rule } from './rule.ts';

/** Why a text was refused. */
export const TextRule = z.enum(['empty', 'too-long', 'not-unicode', 'too-many-marks']);
export type TextRule = z.infer<typeof TextRule>;

/**
 * The text of a message: at most `maxLength` code points (0: any number), at least one of them visible. Comes out NFC-normalised
 * with `\n` for every line break, and without control and bidi-override characters. The message of its only issue is the broken
 * `TextRule`.
 */
export const messageTextSchema = (maxLength: number) =>
  z.pipe(
    z.pipe(z.string().check(...readable), z.transform(cleanText)),
    z.string().check(
      rule('empty', (text) => VISIBLE.test(text)),
      rule('too-long', (text) => maxLength === 0 || codePoints(text) <= maxLength),
    ),
  );

/** The reason given on leaving: one line of at most `maxLength` code points, cleaned as messages are; may be empty. */
export const leaveReasonSchema = (maxLength: number) =>
  z.pipe(
    z.pipe(
      z.string().check(...readable),
      z.transform((text) => cleanText(text).replaceAll(/\s+/gu, ' ').trim()),
    ),
    z.string().check(rule('too-long', (text) => codePoints(text) <= maxLength)),
  );

/** What has to hold before a text can be cleaned: putting very many marks in a row in order takes time that grows with their square. */
const readable = [
  rule('not-unicode', (text) => text.isWellFormed()),
  rule('too-many-marks', (text) => !isPiledTooHigh(text)),
];

/**
 * Removes what is no text: C0 and C1 controls but tab and line feed, and the bidi controls that can reorder what stands around them
 * (embeddings, overrides and isolates, UAX #9). Marks that only hint at a direction (LRM, RLM) stay.
 */
const cleanText = (text: string) => text.replaceAll(LINE_BREAK, '\n').replaceAll(NOT_TEXT, '').normalize('NFC');

// UAX #14: the characters after which a line always breaks.
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// oxlint-disable-next-line no-control-regex -- control characters are what this finds
const NOT_TEXT = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
// Braille's blank pattern and the ignorable code points draw nothing although they are no white space.
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;
