import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { copyText } from '../../browser/clipboard.ts';
import { useWords } from '../../i18n/use-strings.ts';
import { CopyByHand } from './manual-copy-dialog.tsx';
import { DeedBar } from './action-bar.tsx';
import { DeedSheet } from './action-sheet.tsx';
import { deedOf, deedsOn, type Deed, type RoomNow } from './actions.ts';
import type { Desk } from '../composer/compose-target.ts';
import { doDeed } from './run-action.ts';
import type { VisibleView } from '../../sync/ignored-rows.ts';
import type { LetterRow } from '../../sync/room-view.ts';
import { rowWith } from './use-row-anchor.ts';
import { useToast } from '../../ui/use-toast.ts';
import { usePointedLine } from './use-hovered-row.ts';
import { useTappedLine } from './use-tapped-row.ts';

/** What can be done with the line that is pointed at, selected or tapped. Where it cannot be had, `onClose` is called instead. */
export const LineDeeds = ({ scroller, view, ageOf, selected, desk }: LineDeedsProps) => {
  const words = useWords().deeds;
  const pointed = usePointedLine(scroller);
  const { tapped, forgetTapped } = useTappedLine(scroller);
  /** The line whose bar has the focus, and whether it asks there if it is to go. */
  const [entered, setEntered] = useState<{ key: string; isAsking: boolean }>();
  const cameFrom = useRef<Element>(null);
  const [note, say] = useToast();
  const [byHand, setByHand] = useState<string>();
  const room = { ...view, ageOf };
  const line = lineWith(room, entered?.key ?? pointed ?? selected);
  const tappedLine = lineWith(room, tapped);

  const give = async (text: string) => {
    if (await copyText(text)) say(words.copied);
    else setByHand(text);
  };
  const act = (deed: Deed, { row, said }: LineAtHand) => {
    if (deed === 'copy') void give(said.text);
    else if (deed === 'link') void give(linkTo(row));
    else doDeed(desk, deed, row);
  };
  const enter = (one: { key: string; isAsking: boolean }) => {
    if (!entered) cameFrom.current = document.activeElement;
    setEntered(one);
  };
  const giveFocusBack = () => {
    const before = cameFrom.current?.isConnected ? cameFrom.current : scroller.current;
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const goBack = () => {
    giveFocusBack();
    setEntered(undefined);
  };
  // Deleted meanwhile, or its author is not to be heard any more: its bar went, and with it the focus.
  if (entered && !line) setEntered(undefined);
  const onLeft = useEffectEvent(() => document.activeElement === document.body && giveFocusBack());
  useEffect(() => (entered ? () => void onLeft() : undefined), [entered]);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // The one with the focus, whichever the mouse rests on.
    const line = lineWith(room, selected);
    const isLine = event.target === rowWith(scroller.current, selected);
    if (!line || !isLine || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const deed = deedOf(event.key);
    if (event.key === 'Enter') enter({ key: line.row.key, isAsking: false });
    else if (!deed || !line.deeds.includes(deed)) return;
    else if (deed === 'delete') enter({ key: line.row.key, isAsking: true });
    else act(deed, line);
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
          key={line.row.key}
          scroller={scroller}
          line={line}
          isFor={entered ? 'entered' : pointed ? 'pointed' : 'selected'}
          isAsking={entered?.isAsking === true}
          onAsk={() => enter({ key: line.row.key, isAsking: true })}
          onDeed={(deed) => {
            if (entered) goBack();
            act(deed, line);
          }}
          onBack={goBack}
          onLeave={() => setEntered(undefined)}
        />
      )}
      {tappedLine && (
        <DeedSheet
          line={tappedLine}
          onDeed={(deed) => {
            // Closed first, it gives the focus back before the deed moves it on.
            flushSync(forgetTapped);
            act(deed, tappedLine);
          }}
          onClose={forgetTapped}
        />
      )}
      {byHand !== undefined && <CopyByHand text={byHand} onClose={() => setByHand(undefined)} />}
      <p className="toast" role="status">
        <span key={note.key}>{note.text}</span>
      </p>
    </>
  );
};

/** A line, and what can be done with it. */
export interface LineAtHand {
  readonly row: LetterRow;
  readonly said: LetterRow['letter']['event'] & { type: 'said' };
  readonly deeds: readonly Deed[];
}

/** What it is drawn from. */
export interface LineDeedsProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly view: VisibleView;
  /** How old a letter of this date is, in ms. */
  readonly ageOf: (at: number) => number;
  /** The key of the line that has the focus. */
  readonly selected: string | undefined;
  readonly desk: Desk;
  readonly onClose: () => void;
}

const lineWith = (room: RoomNow & Pick<VisibleView, 'rows'>, key: string | undefined): LineAtHand | undefined => {
  const row = key === undefined ? undefined : room.rows.findLast((each) => each.key === key);
  if (row?.type !== 'letter' || row.letter.event.type !== 'said') return undefined;
  const deeds = deedsOn(row, room);
  return deeds.length === 0 ? undefined : { row, said: row.letter.event, deeds };
};

const linkTo = ({ letter }: LetterRow) => new URL(`#letter-${letter.id}`, location.href).href;
