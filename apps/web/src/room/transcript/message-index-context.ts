import { createContext } from 'react';
import { createMessageIndex, type MessageIndex } from '../../sync/view/message-index.ts';

/** The messages of the transcript. */
export const MessageIndexContext = createContext<MessageIndex>(
  createMessageIndex({ rows: [], epoch: '', replayedRows: new Map() }),
);
