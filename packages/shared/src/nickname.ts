import * as z from 'zod/mini';
import { codePoints } from './code-points.ts';
import { fixedLimits } from './limits.ts';
import { isPiledTooHigh } from './combining-marks.ts';
import { rule } from './rule.ts';

/** Why a nickname was refused. */
export const NicknameRule = z.enum(['empty', 'too-long', 'not-letters-or-digits', 'too-many-marks']);
export type NicknameRule = z.infer<typeof NicknameRule>;

/**
 * A nickname of at most `maxLength` code points (0: any number): letters and digits of any script, NFC-normalised.
 * The message of its only issue is the `NicknameRule` that was broken. Invisible letters (Hangul fillers, joiners, variation
 * selectors: Default_Ignorable_Code_Point in UAX #44) are no letters here.
 */
export const nicknameSchema = (maxLength: number) =>
  z.pipe(
    z.pipe(
      z.string().check(rule('too-many-marks', (text) => !isPiledTooHigh(text))),
      z.transform((text) => text.normalize('NFC')),
    ),
    z.string().check(
      rule('empty', (nickname) => nickname !== ''),
      rule('too-long', (nickname) => maxLength === 0 || codePoints(nickname) <= maxLength),
      rule('not-letters-or-digits', (nickname) => WRITTEN.test(nickname) && !INVISIBLE.test(nickname)),
      rule('too-many-marks', (nickname) => !PILED_UP.test(nickname)),
    ),
  );

// `$` without the m flag is the very end here, unlike in the regular expressions of the Erlang original ("bob\n" passed there).
const WRITTEN = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}]*$/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const PILED_UP = new RegExp(`\\p{M}{${fixedLimits.marksPerLetter + 1}}`, 'u');
