import { once } from '../once.ts';

/** Whether a text is one to five emoji and nothing else but white space; what is one emoji, Unicode says (UTS #51, RGI). */
export const isOnlyEmoji = (text: string): boolean => HAS_EMOJI.test(text) && onlyEmoji().test(text);

/** Each emoji is drawn as one by itself, or is told to be by the selector U+FE0F. */
const HAS_EMOJI = /\p{Emoji_Presentation}|\uFE0F/u;

/** It names thousands of emoji, and takes a phone 100 ms to make: not before the first one came. */
const onlyEmoji = once(() => /^\s*(?:\p{RGI_Emoji}\s*){1,5}$/v);
