import { createContext, use, type RefObject } from 'react';
import type { Entry } from '../timeline/entries.ts';

/** What the find bar and the message actions need of the transcript that contains them. */
export interface TranscriptContext {
  readonly entries: readonly Entry[];
  /** Whether all entries are rendered, and no message is folded, so that the browser can find text in all of them. */
  readonly isComplete: () => boolean;
  readonly scroller: RefObject<HTMLElement | null>;
  /** The element whose children are the rows. */
  readonly list: RefObject<HTMLElement | null>;
  /** The key of the selected row. */
  readonly selected: string | undefined;
  readonly lastVisibleKey: () => string | undefined;
  /**
   * Scrolls to the row with this key and highlights it, instead of the target of a permalink. Unfolds it; `locate` finds the match in the
   * row. Undefined: there is no match.
   */
  readonly showMatch: (key: string | undefined, locate: (row: Element) => Range | undefined) => void;
  /** Ends the highlight of a match. */
  readonly endSearch: () => void;
  /** Shows a short message about what was done. */
  readonly showToast: (text: string) => void;
  /** Stops rendering the message actions until the next hover or focus. */
  readonly hideActions: () => void;
}

export const TranscriptContext = createContext<TranscriptContext | undefined>(undefined);

/** Returns the transcript that contains the component. Throws outside of one. */
export const useTranscript = (): TranscriptContext => {
  const transcript = use(TranscriptContext);
  if (!transcript) throw new Error('useTranscript needs a Transcript around it');
  return transcript;
};
