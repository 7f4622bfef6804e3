import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { copied } from '../copied.ts';
import { useWords } from '../words/use-words.ts';
import { CopyByHand } from './copy-by-hand.tsx';
import { DeedBar } from './deed-bar.tsx';
import { DeedSheet } from './deed-sheet.tsx';
import { deedOf, deedsOn, type Deed } from './deeds.ts';
import type { ShownView } from './ignored-rows.ts';
import type { LetterRow } from './room-view.ts';
import { rowWith, useBesideRow } from './use-beside-row.ts';
import { useNote } from './use-note.ts';
import { usePointedLine } from './use-pointed-line.ts';
import { useTappedLine } from './use-tapped-line.ts';

/** What can be done with the line that is pointed at, selected or tapped. Stands beside the transcript, which reads aloud what comes into it. */
export const LineDeeds = ({ scroller, view, selected, onDeed }: LineDeedsProps) => {
  const words = useWords().deeds;
  const bar = useRef<HTMLDivElement>(null);
  /** The line whose bar has the focus. */
  const [entered, setEntered] = useState<string>();
  const pointed = usePointedLine(scroller);
  const { tapped, forget } = useTappedLine(scroller);
  const [note, say] = useNote();
  const [byHand, setByHand] = useState<string>();
  const line = lineWith(view, entered ?? pointed ?? selected);
  const tappedLine = lineWith(view, tapped);
  useBesideRow(bar, scroller, line?.row.key);

  const give = async (text: string) => {
    if (await copied(text)) say(words.copied);
    else setByHand(text);
  };
  const act = (deed: Deed, { row, said }: LineAtHand) => {
    if (deed === 'copy') void give(said.text);
    else if (deed === 'link') void give(linkTo(row));
    else onDeed(deed, row);
  };
  const backToLine = () => {
    (rowWith(scroller.current, entered) ?? scroller.current)?.focus({ preventScroll: true });
    setEntered(undefined);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isLine = event.target === rowWith(scroller.current, selected);
    if (!line || !isLine || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const deed = deedOf(event.key);
    if (deed && line.deeds.includes(deed)) act(deed, line);
    else if (event.key === 'Enter') {
      flushSync(() => setEntered(selected));
      bar.current?.querySelector('button')?.focus();
    } else return;
    event.preventDefault();
  });
  useEffect(() => {
    const mounted = new AbortController();
    scroller.current?.addEventListener('keydown', (event) => onKey(event), { signal: mounted.signal });
    return () => mounted.abort();
  }, [scroller]);
  return (
    <>
      {line && (
        <DeedBar
          bar={bar}
          isFor={entered ? 'entered' : pointed ? 'pointed' : 'selected'}
          deeds={line.deeds}
          author={line.said.member.nickname}
          at={line.row.letter.at}
          onDeed={(deed) => {
            if (entered !== undefined) backToLine();
            act(deed, line);
          }}
          onBack={backToLine}
          onLeave={() => setEntered(undefined)}
        />
      )}
      {tappedLine && (
        <DeedSheet
          author={tappedLine.said.member}
          at={tappedLine.row.letter.at}
          text={tappedLine.said.text}
          deeds={tappedLine.deeds}
          onDeed={(deed) => act(deed, tappedLine)}
          onClose={forget}
        />
      )}
      {byHand !== undefined && <CopyByHand text={byHand} onClose={() => setByHand(undefined)} />}
      <p className="note" role="status">
        <span key={note.key}>{note.words}</span>
      </p>
    </>
  );
};

interface LineDeedsProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly view: ShownView;
  /** The key of the line that has the focus. */
  readonly selected: string | undefined;
  /** Does what reaches beyond the transcript. */
  readonly onDeed: (deed: Deed, row: LetterRow) => void;
}

interface LineAtHand {
  readonly row: LetterRow;
  readonly said: LetterRow['letter']['event'] & { type: 'said' };
  readonly deeds: readonly Deed[];
}

const lineWith = (view: ShownView, key: string | undefined): LineAtHand | undefined => {
  const row = key === undefined ? undefined : view.rows.findLast((each) => each.key === key);
  if (row?.type !== 'letter' || row.letter.event.type !== 'said') return undefined;
  return { row, said: row.letter.event, deeds: deedsOn(row, view) };
};

const linkTo = ({ letter }: LetterRow) => new URL(`#letter-${letter.id}`, location.href).href;
