import { createElement, type ReactNode } from 'react';
import type { Member } from '@mailroom/shared';
import type { Words } from '../../i18n/en.ts';
import type { LetterRow, Row } from '../../sync/room-view.ts';

/** Draws somebody in a sentence. `isYou` is whether to say so. */
type DrawsMember = (somebody: { readonly member: Member; readonly isYou: boolean }) => ReactNode;

/** What there is to tell of a row that nobody said. */
export const systemMessageText = (row: Row, words: Words['transcript'], draw: DrawsMember): ReactNode => {
  switch (row.type) {
    case 'letter':
      return happening(row, words, draw);
    case 'missed':
      return words.missed(row.count);
    case 'remark':
      return words.remarks[row.remark];
  }
};

const happening = ({ letter: { event }, isYours: isYou }: LetterRow, words: Words['transcript'], draw: DrawsMember) => {
  switch (event.type) {
    case 'joined':
      return words.cameIn(draw({ member: event.member, isYou }));
    case 'left': {
      const reasons = new Map([
        ['timeout', words.lostConnection],
        ['closed', words.closedThePage],
      ]);
      const who = draw({ member: event.member, isYou });
      const reason = reasons.get(event.reason) ?? event.reason;
      return reason === '' ? words.left(who) : words.leftBecause(who, createElement('bdi', null, reason));
    }
    case 'renamed': {
      const { member, before } = event;
      return words.renamed(draw({ member: { ...member, nickname: before }, isYou }), draw({ member, isYou: false }));
    }
    case 'said':
    case 'edited':
    case 'deleted':
      return undefined;
    case 'unknown':
      return words.unknown;
  }
};
