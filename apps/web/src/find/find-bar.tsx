import {
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { Entry } from '../room/timeline/entries.ts';
import { useWords } from '../i18n/use-strings.ts';
import { FindIcon } from './find-icon.tsx';
import { searchEntries } from './search-entries.ts';
import { highlightMatches, clearHighlights } from './highlight-matches.ts';

/** Finds a text in all of the transcript, drawn or not, and brings the reader from one row with it to the next. */
export const FindBar = ({ entries, list, initialText, lastVisibleKey, onFound, onClose }: FindBarProps) => {
  const { find, page } = useWords();
  const [text, setText] = useState(initialText);
  // Typing goes first; looking through ten thousand rows comes after it.
  const sought = useDeferredValue(text);
  const found = useMemo(() => searchEntries(entries, sought), [entries, sought]);
  /** The row that one is at, or from which on one looks back. */
  const [from, setFrom] = useState(lastVisibleKey);
  const at = useMemo(() => {
    const place = entries.findIndex(({ key }) => key === from);
    const before = found.findLastIndex((each) => each <= place);
    return before === -1 ? found.length - 1 : before;
  }, [entries, found, from]);
  const here = keyAt(entries, found[at]);
  const tell = useEffectEvent(onFound);
  useEffect(() => tell(here), [here]);
  useLayoutEffect(() => highlightMatches(list.current, sought, here));
  useEffect(() => clearHighlights, []);

  const [cameFrom] = useState(() => document.activeElement);
  const close = () => {
    onClose();
    if (cameFrom instanceof HTMLElement) cameFrom.focus();
  };
  const step = (by: 1 | -1) => {
    const key = keyAt(entries, found.at((at + by) % found.length));
    setFrom(key);
    // With one row only, one is brought back to it.
    if (key === here) onFound(here);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed Enter chooses it; Safari says so only by the old key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes it from wherever one is in it
    <search className="find-bar" onKeyDown={onKeyDown}>
      <input
        type="search"
        aria-label={find.label}
        placeholder={find.label}
        autoComplete="off"
        enterKeyHint="search"
        dir="auto"
        value={text}
        ref={focused}
        onChange={({ target }) => setText(target.value)}
      />
      <p role="status">{sought.trim() !== '' && (found.length > 0 ? find.at(at + 1, found.length) : find.nothing)}</p>
      <button type="button" aria-label={find.previous} disabled={found.length === 0} onClick={() => step(-1)}>
        <FindIcon of="previous" />
      </button>
      <button type="button" aria-label={find.next} disabled={found.length === 0} onClick={() => step(1)}>
        <FindIcon of="next" />
      </button>
      <button type="button" aria-label={page.close} onClick={close}>
        <FindIcon of="close" />
      </button>
    </search>
  );
};

const keyAt = (entries: readonly Entry[], place: number | undefined) => entries[place ?? -1]?.key;

const focused = (field: HTMLInputElement | null) => {
  field?.focus();
  field?.select();
};

/** What the bar has to know of the transcript, and whom it tells. */
export interface FindBarProps {
  readonly entries: readonly Entry[];
  /** In which the rows are drawn. */
  readonly list: RefObject<HTMLElement | null>;
  /** The text to begin with. */
  readonly initialText: string;
  /** The key of the lowest row in sight. */
  readonly lastVisibleKey: () => string | undefined;
  /** Is told the key of the row to be brought to, if there is one. */
  readonly onFound: (key: string | undefined) => void;
  readonly onClose: () => void;
}
