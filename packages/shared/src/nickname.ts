import * as z from 'zod/mini';
import { codePoints } from './code-points.ts';
import { fixedLimits } from './limits.ts';
import { hasExcessiveMarks } from './excessive-marks.ts';
import { namedCheck } from './named-check.ts';

/**
 * Why a nickname is invalid.
 * - `empty`: it has no character.
 * - `too-long`: it has more code points than the limit after normalization.
 * - `not-letters-or-digits`: it contains anything else, or an invisible letter, or starts with a combining mark.
 * - `too-many-marks`: it has more combining marks in a row than `maxMarksPerCharacter`.
 * - `reserved`: it equals or looks like a nickname that nobody can have. Only the server knows these.
 */
export const NicknameRule = z.enum(['empty', 'too-long', 'not-letters-or-digits', 'too-many-marks', 'reserved']);
export type NicknameRule = z.infer<typeof NicknameRule>;

/**
 * Creates the schema of a nickname: at most `maxLength` code points (0: no limit), letters and digits of any script.
 * The output is NFC-normalized. Invisible letters and marks (Hangul fillers, joiners, variation selectors: Default_Ignorable_Code_Point in
 * UAX #44, and blank ones) are invalid. The message of the only issue is the broken `NicknameRule`.
 */
export const nicknameSchema = (maxLength: number) =>
  z.pipe(
    z.pipe(
      z.string().check(namedCheck('too-many-marks', (text) => !hasExcessiveMarks(text))),
      z.transform((text) => text.normalize('NFC')),
    ),
    z.string().check(
      namedCheck('empty', (nickname) => nickname !== ''),
      namedCheck('too-long', (nickname) => maxLength === 0 || codePoints(nickname) <= maxLength),
      namedCheck(
        'not-letters-or-digits',
        (nickname) => LETTERS_AND_DIGITS.test(nickname) && !INVISIBLE_CHARACTER.test(nickname),
      ),
      namedCheck('too-many-marks', (nickname) => !EXCESSIVE_MARKS.test(nickname)),
    ),
  );

// Without the m flag, `$` matches only at the very end, unlike in the Erlang original ("bob\n" was valid there).
const LETTERS_AND_DIGITS = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}]*$/u;
// Ignorable ones, and letters and marks that are blank by definition: the Brahmi number joiner, the mirror and blanks of hieroglyphs, the
// Khitan filler, and the Duployan selector. Fonts that have them draw nothing.
// oxlint-disable-next-line no-misleading-character-class -- the marks are matched one by one, on purpose
const INVISIBLE_CHARACTER = /[\p{Default_Ignorable_Code_Point}\u{1107F}\u{13440}-\u{13442}\u{16FE4}\u{1BC9D}]/u;
const EXCESSIVE_MARKS = new RegExp(`\\p{M}{${fixedLimits.maxMarksPerCharacter + 1}}`, 'u');
