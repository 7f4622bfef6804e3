import { flushSync } from 'react-dom';
import type { DraftStore } from './draft-store.ts';
import { focusComposer } from './focus-composer.ts';

/** Replaces the text in the field and moves the focus and the caret to its end. */
export const setComposerText = (draftStore: DraftStore, text: string) => {
  // Only a field with the focus can undo the change.
  focusComposer();
  flushSync(() => draftStore.setText(text));
  focusComposer('end');
};

/** Appends a mention to the text in the field. */
export const insertMention = (draftStore: DraftStore, nickname: string) =>
  setComposerText(draftStore, `${draftStore.getState().text.replace(/(?<=\S)$/u, ' ')}@${nickname} `);
