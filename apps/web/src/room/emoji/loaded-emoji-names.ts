import compact from 'virtual:emoji-names';
import { EmojiNames } from './emoji-names.ts';

/** The names of all emoji. This module has 39 KiB: use `useEmojiNames` or `loadEmojiNames`. */
export const emojiNames = new EmojiNames(compact);
