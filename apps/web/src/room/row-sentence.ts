import { createElement, type ReactNode } from 'react';
import type { Member } from '@mailroom/shared';
import type { Words } from '../words/english.ts';
import type { LetterRow, Row } from './room-view.ts';

/** Draws somebody in a sentence. `isYou` is whether to say so. */
type DrawsMember = (member: Member, isYou: boolean) => ReactNode;

/** What there is to tell of a row that nobody said. */
export const sentenceOf = (row: Row, words: Words['transcript'], draw: DrawsMember): ReactNode => {
  switch (row.type) {
    case 'letter':
      return happening(row, words, draw);
    case 'missed':
      return words.missed(row.count);
    case 'remark':
      return words.remarks[row.remark];
  }
};

const happening = ({ letter: { event }, isYours }: LetterRow, words: Words['transcript'], draw: DrawsMember) => {
  switch (event.type) {
    case 'joined':
      return words.cameIn(draw(event.member, isYours));
    case 'left': {
      const reasons = new Map([
        ['timeout', words.lostConnection],
        ['closed', words.closedThePage],
      ]);
      const who = draw(event.member, isYours);
      const reason = reasons.get(event.reason) ?? event.reason;
      return reason === '' ? words.left(who) : words.leftBecause(who, createElement('bdi', null, reason));
    }
    case 'renamed':
      return words.renamed(draw({ ...event.member, nickname: event.before }, isYours), draw(event.member, false));
    case 'said':
    case 'edited':
    case 'deleted':
      return undefined;
    case 'unknown':
      return words.unknown;
  }
};
