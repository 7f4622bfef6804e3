import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../i18n/use-strings.ts';
import { AskDelete } from './confirm-delete.tsx';
import { DeedIcon } from './action-icon.tsx';
import type { Deed } from './actions.ts';
import type { LineAtHand } from './message-actions.tsx';
import { Timestamp } from '../../ui/timestamp.tsx';

/** What can be done with a line that was tapped. */
export const DeedSheet = ({ line: { row, said, deeds }, onDeed, onClose }: DeedSheetProps) => {
  const words = useWords().deeds;
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Dialog title={words.messageBy(said.member.nickname)} onClose={onClose}>
      <p className="message-preview">
        <Timestamp at={row.letter.at} /> <span dir="auto">{said.text}</span>
      </p>
      {isAsking ? (
        <AskDelete onDelete={() => onDeed('delete')} onKeep={() => setIsAsking(false)} />
      ) : (
        <div className="action-list">
          {deeds.map((deed) => (
            <button key={deed} type="button" onClick={() => (deed === 'delete' ? setIsAsking(true) : onDeed(deed))}>
              <DeedIcon deed={deed} /> {words[deed]}
            </button>
          ))}
        </div>
      )}
    </Dialog>
  );
};

interface DeedSheetProps {
  readonly line: LineAtHand;
  readonly onDeed: (deed: Deed) => void;
  readonly onClose: () => void;
}
