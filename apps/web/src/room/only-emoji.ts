/** Whether a text is one to five emoji and nothing else but white space; what is one emoji, Unicode says (UTS #51, RGI). */
export const isOnlyEmoji = (text: string): boolean => ONLY_EMOJI.test(text);

const ONLY_EMOJI = /^\s*(?:\p{RGI_Emoji}\s*){1,5}$/v;
