import { useEffect, useRef } from 'react';
import { useWords } from '../words/use-words.ts';
import { DeedIcon } from './deed-icon.tsx';
import type { Member } from '@mailroom/shared';
import type { Deed } from './deeds.ts';
import { Nickname } from './nickname.tsx';
import { Postmarked } from './postmarked.tsx';

/** What can be done with a line that was tapped, from the lower edge of the window. */
export const DeedSheet = ({ author, at, text, deeds, onDeed, onClose }: DeedSheetProps) => {
  const words = useWords().deeds;
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    sheet.current?.showPopover();
    sheet.current?.querySelector('button')?.focus();
  }, []);
  return (
    <div
      ref={sheet}
      className="deed-sheet"
      popover="auto"
      role="dialog"
      aria-label={words.lineBy(author.nickname)}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
    >
      <p className="deed-line">
        <Nickname member={author} isYou={false} /> <Postmarked at={at} /> <span dir="auto">{text}</span>
      </p>
      {deeds.map((deed) => (
        <button
          key={deed}
          type="button"
          onClick={() => {
            // Closed first, it gives the focus back before the deed moves it on.
            sheet.current?.hidePopover();
            onDeed(deed);
          }}
        >
          <DeedIcon deed={deed} /> {words[deed]}
        </button>
      ))}
    </div>
  );
};

interface DeedSheetProps {
  readonly author: Member;
  readonly at: number;
  readonly text: string;
  readonly deeds: readonly Deed[];
  readonly onDeed: (deed: Deed) => void;
  readonly onClose: () => void;
}
