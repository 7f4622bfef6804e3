import { createElement, type ReactNode } from 'react';
import type { Strings } from '../../i18n/en.ts';
import type { LetterRow, Row } from '../../sync/view/row.ts';
import type { MemberRef } from './membership-outcomes.ts';

/** Renders a member in a sentence. `isYou` is true if the sentence should mark the member as the reader. */
type RenderMember = (ref: MemberRef) => ReactNode;

/** Returns the text of a row that is not a message: a join, leave or rename, a gap, or a notice of the page. Undefined for other rows. */
export const systemMessageText = (row: Row, strings: Strings['transcript'], renderMember: RenderMember): ReactNode => {
  switch (row.type) {
    case 'letter':
      return letterText(row, strings, renderMember);
    case 'missed':
      return strings.missed(row.count);
    case 'notice':
      return strings.notices[row.notice];
  }
};

const letterText = (
  { letter: { event }, isYours: isYou }: LetterRow,
  strings: Strings['transcript'],
  renderMember: RenderMember,
) => {
  switch (event.type) {
    case 'joined':
      return strings.joined(renderMember({ member: event.member, isYou }));
    case 'left': {
      const reasons = new Map([
        ['timeout', strings.lostConnection],
        ['closed', strings.closedPage],
      ]);
      const member = renderMember({ member: event.member, isYou });
      const reason = reasons.get(event.reason) ?? event.reason;
      return reason === '' ? strings.left(member) : strings.leftWithReason(member, createElement('bdi', null, reason));
    }
    case 'renamed': {
      const { member, formerNickname } = event;
      const former = { ...member, nickname: formerNickname };
      return strings.renamed(renderMember({ member: former, isYou }), renderMember({ member, isYou: false }));
    }
    case 'said':
    case 'edited':
    case 'deleted':
      return undefined;
    case 'unknown':
      return strings.unknownEvent;
  }
};
