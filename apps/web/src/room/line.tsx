import type { Member } from '@mailroom/shared';
import { useWords } from '../words/use-words.ts';
import { actionIn } from './action.ts';
import { Nickname } from './nickname.tsx';
import { isOnlyEmoji } from './only-emoji.ts';
import { Postmarked } from './postmarked.tsx';
import type { LetterRow } from './room-view.ts';
import { mentions } from './text-pieces.ts';
import { WrittenText } from './written-text.tsx';

/** A line that was said. One that goes on from the line above does not tell its author again, but to those who cannot see that. */
export const Line = ({ row, you, epoch, isContinued, isSelected }: LineProps) => {
  const words = useWords();
  const { id, at, event } = row.letter;
  if (event.type !== 'said') return null;
  const isMeant = !row.isYours && mentions(event.text, you.nickname);
  const isAction = actionIn(event.text) !== undefined;
  const kinds = [
    isContinued && 'continued',
    isAction && 'action',
    row.isYours && 'own',
    isMeant && 'meant',
    isSelected && 'selected',
  ];
  return (
    <div className={['line', ...kinds].filter(Boolean).join(' ')} id={`letter-${row.epoch === epoch ? id : row.key}`}>
      <p className="head">
        <Nickname member={event.member} isYou={row.isYours} /> <Postmarked at={at} />
      </p>
      {row.change === 'deleted' ? (
        <p className="text">
          <em>{words.line.deleted}</em>
        </p>
      ) : (
        <LineText author={event.member} text={event.text} you={you} />
      )}
      {row.change === 'edited' && <small>{words.line.edited}</small>}
    </div>
  );
};

interface LineProps {
  readonly row: LetterRow;
  readonly you: Member;
  /** The ledger that letters are numbered by now. A line of one before does not answer to its number any more. */
  readonly epoch: string;
  readonly isContinued: boolean;
  /** Whether it has the focus. */
  readonly isSelected: boolean;
}

/** What a line says; of `/me waves`, that its author waves. */
export const LineText = ({ author, text, you }: { author: Member; text: string; you: Member }) => {
  const action = actionIn(text);
  return (
    <p className={isOnlyEmoji(text) ? 'text only-emoji' : 'text'} dir="auto">
      {action !== undefined && (
        <>
          <span className="actor">
            <Nickname member={author} isYou={false} />
          </span>{' '}
        </>
      )}
      <WrittenText text={action ?? text} you={you.nickname} />
    </p>
  );
};
