import compact from 'virtual:emoji-names';
import { EmojiNames } from './emoji-names.ts';

/** The names of all emoji. This module is 30 KiB: use `useEmojiNames` or `loadEmojiNames`. */
export const emojiNames = new EmojiNames(compact);
