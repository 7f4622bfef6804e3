/** Whether a text consists of one to five emoji (UTS #51) and white space. */
export const isOnlyEmoji = (text: string): boolean => ONLY_EMOJI.test(text);

/*
 * Matches the shape of emoji instead of the list of them, \p{RGI_Emoji}: compiling that takes 120 ms on a phone. A sequence that has the
 * shape but is not on the list only appears large.
 */
const EMOJI = String.raw`(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|(?!\p{RI})\p{Emoji_Presentation}\uFE0F?|(?![#*\d])\p{Emoji}\uFE0F)`;
const FLAG = String.raw`\p{RI}{2}|\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}`;
const KEYCAP = String.raw`[#*\d]\uFE0F\u20E3`;
const ONLY_EMOJI = new RegExp(String.raw`^\s*(?:(?:${FLAG}|${KEYCAP}|${EMOJI}(?:\u200D${EMOJI})*)\s*){1,5}$`, 'u');
