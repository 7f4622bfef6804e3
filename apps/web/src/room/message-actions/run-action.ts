import { flushSync } from 'react-dom';
import { insertQuote, quoteMessage } from '../../text/markup/quote.ts';
import { startEditing, type ComposeTarget } from '../composer/compose-target.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { insertMention, setComposerText } from '../composer/insert-text.ts';
import type { ActionTarget, MessageAction } from './actions.ts';

/** Runs an action that needs the composer or the outbox, and nothing else. */
export const runAction = (
  composeTarget: ComposeTarget,
  action: Exclude<MessageAction, 'react' | 'copy' | 'link'>,
  message: ActionTarget['message'],
) => {
  const { draftStore, outbox, limit } = composeTarget;
  const { member, text, mutationId } = message;
  switch (action) {
    case 'reply':
      // The banner describes the field when it gets the focus.
      flushSync(() => draftStore.startReply(mutationId));
      return focusComposer('end');
    case 'quote': {
      const quote = quoteMessage({ nickname: member.nickname, text, limit });
      return setComposerText(draftStore, insertQuote(draftStore.getState().text, quote));
    }
    case 'mention':
      return insertMention(draftStore, member.nickname);
    case 'edit':
      return startEditing(composeTarget, { mutationId, text });
    case 'delete':
      return outbox.delete(mutationId);
  }
};
