import type { Outbox } from '../../sync/outbox.ts';
import type { DraftStore } from './draft-store.ts';
import { focusComposer } from './focus-composer.ts';

/** The composer's draft store, with the outbox that sends its messages. */
export interface ComposeTarget {
  readonly draftStore: DraftStore;
  readonly outbox: Outbox;
  /** The maximum length of a message, in code points; 0 for no limit. */
  readonly limit: number;
}

/** A message that the reader sent. */
export interface OwnMessage {
  /** The id under which the message was sent. */
  readonly clientMsgId: string;
  readonly text: string;
}

/** Starts editing a message. A pending edit of the same message is the starting point instead of its text. */
export const startEditing = ({ draftStore, outbox }: ComposeTarget, { clientMsgId, text }: OwnMessage) => {
  if (draftStore.getState().edit?.clientMsgId === clientMsgId) return focusComposer('end');
  const change = outbox.groups().changes.get(clientMsgId);
  const originalText = change?.type === 'edit' && change.state !== 'failed' ? change.text : text;
  draftStore.startEdit({ clientMsgId, originalText, text: originalText });
};

/** Removes a failed message or edit from the outbox and puts its text back into the composer. */
export const reopenFailed = ({ draftStore, outbox }: ComposeTarget, clientMsgId: string) => {
  const entry = outbox.discard(clientMsgId);
  if (entry?.type === 'send') draftStore.restoreTexts([entry.text]);
  else if (entry?.type === 'edit')
    draftStore.startEdit({ clientMsgId: entry.targetClientMsgId, originalText: '', text: entry.text });
};
