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
      return row.count === undefined ? strings.maybeMissed : strings.missed(row.count);
    case 'lost':
      return strings.lost(row.total, row.keys.size);
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
      const member = renderMember({ member: event.member, isYou });
      if (event.why !== 'left') return strings.leftBecause[event.why](member);
      return event.reason ? strings.leftWithReason(member, quotedReason(event.reason)) : strings.left(member);
    }
    case 'renamed': {
      const { member, formerNickname } = event;
      const former = { ...member, nickname: formerNickname };
      return strings.renamed(renderMember({ member: former, isYou }), renderMember({ member, isYou: false }));
    }
    case 'role-changed':
      return strings.roleChanged[event.member.role ?? 'none'](renderMember({ member: event.member, isYou }));
    case 'said':
    case 'edited':
    case 'reacted':
    case 'deleted':
      return undefined;
    case 'unknown':
      return strings.unknownEvent;
  }
};

/** The member's own words, isolated. Without quotation marks of their own, they cannot end the quotation and imitate the room. */
const quotedReason = (reason: string) =>
  createElement('bdi', { className: 'reason' }, reason.replaceAll(QUOTATION_MARKS, '’'));

// The property lacks double primes and the Hebrew gershayim.
const QUOTATION_MARKS = /[\p{Quotation_Mark}ʺ˝ˮ″‴‶‷⁗״〃]+/gu;
