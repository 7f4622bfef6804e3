import { createContext } from 'react';

/** The fold keys of the messages that are shown whole although they have too many lines. */
export const UnfoldedContext = createContext<Pick<ReadonlySet<string>, 'has'>>(new Set());

/** Unfolds all messages. */
export const ALL_UNFOLDED: Pick<ReadonlySet<string>, 'has'> = { has: () => true };

/** Folds or unfolds the message with this fold key. `button` is the pressed one, in the row of the message. */
export const ToggleFoldContext = createContext<(foldKey: string, button: Element) => void>(() => {});
