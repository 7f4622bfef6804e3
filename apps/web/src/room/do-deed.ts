import type { Deed } from './deeds.ts';
import { editLine, type Desk } from './desk.ts';
import { quotation, withQuotation } from './quotation.ts';
import type { LetterRow } from './room-view.ts';
import { mention, writeOn } from './write-on.ts';

/** Does something with a line that reaches beyond the transcript. */
export const doDeed = (desk: Desk, deed: Deed, { letter: { event } }: LetterRow) => {
  if (event.type !== 'said') return;
  const { writing, outbox, limit } = desk;
  const { member, text, clientMsgId } = event;
  const written = writing.written().text;
  switch (deed) {
    case 'quote':
      return writeOn(writing, withQuotation(written, quotation({ nickname: member.nickname, text, limit })));
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
