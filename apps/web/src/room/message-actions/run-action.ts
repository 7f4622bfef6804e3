import type { Deed } from './actions.ts';
import { editLine, type Desk } from '../composer/compose-target.ts';
import { quoteMessage, insertQuote } from '../../text/quote.ts';
import type { LetterRow } from '../../sync/room-view.ts';
import { mention, writeOn } from '../composer/insert-text.ts';

/** Does something with a line that reaches beyond the transcript. */
export const doDeed = (desk: Desk, deed: Deed, { letter: { event } }: LetterRow) => {
  if (event.type !== 'said') return;
  const { writing, outbox, limit } = desk;
  const { member, text, clientMsgId } = event;
  const written = writing.written().text;
  switch (deed) {
    case 'quote':
      return writeOn(writing, insertQuote(written, quoteMessage({ nickname: member.nickname, text, limit })));
    case 'mention':
      return mention(writing, member.nickname);
    case 'edit':
      return editLine(desk, { line: clientMsgId, text });
    case 'delete':
      return outbox.delete(clientMsgId);
    case 'copy':
    case 'link':
    // Done where the line is.
  }
};
