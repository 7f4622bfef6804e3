import { useEffect } from 'react';
import type { Desk } from './compose-target.ts';
import type { OutboxRename } from '../../sync/outbox-entry.ts';

/**
 * Brings a renaming that was turned down back to where it was written, with the reason; unless something else stands there by now: then
 * it is told below the transcript, as a line would be.
 */
export const useRefusedRenaming = ({ writing, outbox }: Desk, renaming: OutboxRename | undefined) => {
  useEffect(() => {
    const { text, edit } = writing.written();
    if (renaming?.state !== 'failed' || !renaming.refusal || text !== '' || edit) return;
    outbox.discard(renaming.clientMsgId);
    writing.write(`/nick ${renaming.nickname}`);
    writing.refuse(renaming.refusal);
  }, [writing, outbox, renaming]);
};
