import { replyToOf } from '../../sync/outbox-entry.ts';
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
  readonly mutationId: string;
  readonly text: string;
}

/** Starts editing a message. A pending edit of the same message is the starting point instead of its text. */
export const startEditing = ({ draftStore, outbox }: ComposeTarget, { mutationId, text }: OwnMessage) => {
  if (draftStore.getState().edit?.mutationId === mutationId) return focusComposer('end');
  const change = outbox.groups().changes.get(mutationId);
  const originalText = change?.type === 'edit' && change.state !== 'failed' ? change.text : text;
  draftStore.startEdit({ mutationId, originalText, text: originalText });
};

/** Sends the messages of one text. Of several, the first one is the reply. `replyTo` is the mutation id of the message that the text replies to. */
export const sendMessages = ({ outbox }: ComposeTarget, texts: readonly string[], replyTo: string | undefined) => {
  for (const [index, text] of texts.entries()) outbox.send(text, index === 0 ? replyTo : undefined);
};

/** Removes a failed message or edit from the outbox and puts its text back into the composer. A reply stays one if the room has its message. */
export const reopenFailed = ({ draftStore, outbox }: ComposeTarget, clientMsgId: string) => {
  const entry = outbox.discard(clientMsgId);
  if (entry?.type === 'send') {
    draftStore.restoreTexts([{ text: entry.text }]);
    const replyTo = replyToOf(entry);
    if (replyTo !== undefined) draftStore.startReply(replyTo);
  } else if (entry?.type === 'edit')
    draftStore.startEdit({ mutationId: entry.targetMutationId, originalText: '', text: entry.text });
};
