/** Whether a text is one to five emoji and nothing else but white space; what is one emoji, Unicode says (UTS #51). */
export const isOnlyEmoji = (text: string): boolean => ONLY_EMOJI.test(text);

/*
 * The shape of emoji, not the list of them, \p{RGI_Emoji}: to make that takes a phone 120 ms. What has the shape and is on no list is
 * drawn large without harm.
 */
const SIGN = String.raw`(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|(?!\p{RI})\p{Emoji_Presentation}\uFE0F?|(?![#*\d])\p{Emoji}\uFE0F)`;
const FLAG = String.raw`\p{RI}{2}|\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}`;
const KEYCAP = String.raw`[#*\d]\uFE0F\u20E3`;
const ONLY_EMOJI = new RegExp(String.raw`^\s*(?:(?:${FLAG}|${KEYCAP}|${SIGN}(?:\u200D${SIGN})*)\s*){1,5}$`, 'u');
