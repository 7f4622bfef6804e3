import * as z from 'zod/mini';

/**
 * Creates the schema of one emoji: a sequence that Unicode recommends for general interchange (RGI, UTS #51), as this JavaScript engine knows
 * them. The output has the variation selector that makes a character an emoji, where the input has none.
 */
export const emojiSchema = () =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(MAX_LENGTH)),
      z.transform((text) => (EMOJI.test(`${text}${EMOJI_VARIATION}`) ? `${text}${EMOJI_VARIATION}` : text)),
    ),
    z.string().check(z.regex(EMOJI)),
  );

/** In UTF-16 units. The longest emoji of Unicode 17 has 15. */
const MAX_LENGTH = 64;
const EMOJI_VARIATION = '\u{FE0F}';
const EMOJI = /^\p{RGI_Emoji}$/v;
