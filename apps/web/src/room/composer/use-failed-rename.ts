import { useEffect } from 'react';
import type { OutboxRename } from '../../sync/outbox-entry.ts';
import type { ComposeTarget } from './compose-target.ts';

/**
 * Puts a rejected rename back into the composer, with the reason. If the composer is in use, the rename stays in the outbox and the
 * transcript shows it like a failed message.
 */
export const useFailedRename = ({ draftStore, outbox }: ComposeTarget, rename: OutboxRename | undefined) => {
  useEffect(() => {
    const { text, edit } = draftStore.getState();
    if (rename?.state !== 'failed' || !rename.refusal || text !== '' || edit) return;
    outbox.discard(rename.clientMsgId);
    draftStore.setText(`/nick ${rename.nickname}`);
    draftStore.reject(rename.refusal);
  }, [draftStore, outbox, rename]);
};
