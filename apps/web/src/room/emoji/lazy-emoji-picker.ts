import { lazyDialog } from '../../ui/lazy-overlay.tsx';
import type { EmojiPickerProps } from './emoji-picker.tsx';

/** The emoji picker, loaded when it first opens. */
export const EmojiPicker = lazyDialog<EmojiPickerProps>(async () => (await import('./emoji-picker.tsx')).EmojiPicker);
