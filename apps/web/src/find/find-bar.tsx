import {
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useStrings } from '../i18n/use-strings.ts';
import type { Entry } from '../room/timeline/entries.ts';
import { FindIcon } from './find-icon.tsx';
import { clearHighlights, firstMatch, highlightMatches } from './highlight-matches.ts';
import { searchEntries, type ShownForm } from './search-entries.ts';

/** Searches all entries, rendered or not, and moves from match to match. Starts at the last match that is not below the viewport. */
export const FindBar = ({
  entries,
  list,
  shows,
  initialText,
  lastVisibleKey,
  onMatch,
  onClose,
  children,
}: FindBarProps) => {
  const { find, page } = useStrings();
  const [text, setText] = useState(initialText);
  // The search of ten thousand entries must not delay typing.
  const searchText = useDeferredValue(text);
  const matches = useMemo(() => searchEntries(entries, searchText, shows), [entries, searchText, shows]);
  /** The key of the current match, or of the row above which the first one is looked for. */
  const [from, setFrom] = useState(lastVisibleKey);
  const current = useMemo(() => {
    const fromIndex = entries.findIndex(({ key }) => key === from);
    const previous = matches.findLastIndex((index) => index <= fromIndex);
    return previous === -1 ? matches.length - 1 : previous;
  }, [entries, matches, from]);
  const currentKey = keyAt(entries, matches[current]);
  const showMatch = (key: string | undefined) => onMatch(key, (row) => firstMatch(row, searchText));
  const reportMatch = useEffectEvent(showMatch);
  useEffect(() => reportMatch(currentKey), [currentKey]);
  useLayoutEffect(() => highlightMatches(list.current, searchText, currentKey));
  useEffect(() => clearHighlights, []);

  const [previousFocus] = useState(() => document.activeElement);
  const close = () => {
    onClose();
    if (previousFocus instanceof HTMLElement) previousFocus.focus();
  };
  const step = (by: 1 | -1) => {
    const key = keyAt(entries, matches.at((current + by) % matches.length));
    setFrom(key);
    // The key does not change if there is only one match: scrolls back to it.
    if (key === currentKey) showMatch(currentKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // During IME composition, Enter accepts the candidate. Safari reports that only by the legacy key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const hasNoMatch = matches.length === 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes the bar from each of its controls
    <search className="find-bar" onKeyDown={onKeyDown}>
      <input
        type="search"
        aria-label={find.label}
        placeholder={find.label}
        autoComplete="off"
        enterKeyHint="search"
        dir="auto"
        value={text}
        ref={focusAndSelect}
        onChange={({ target }) => setText(target.value)}
      />
      <p role="status">
        {searchText.trim() !== '' && (hasNoMatch ? find.noMatches : find.position(current + 1, matches.length))}
      </p>
      <button type="button" aria-label={find.previous} disabled={hasNoMatch} onClick={() => step(-1)}>
        <FindIcon name="previous" />
      </button>
      <button type="button" aria-label={find.next} disabled={hasNoMatch} onClick={() => step(1)}>
        <FindIcon name="next" />
      </button>
      <button type="button" aria-label={page.close} onClick={close}>
        <FindIcon name="close" />
      </button>
      {children}
    </search>
  );
};

const keyAt = (entries: readonly Entry[], index: number | undefined) => entries[index ?? -1]?.key;

const focusAndSelect = (field: HTMLInputElement | null) => {
  field?.focus();
  field?.select();
};

export interface FindBarProps {
  readonly entries: readonly Entry[];
  /** The element whose children are the rendered rows. */
  readonly list: RefObject<HTMLElement | null>;
  /** Whether messages are shown with their markers. */
  readonly shows: ShownForm;
  /** The text to search for first. */
  readonly initialText: string;
  readonly lastVisibleKey: () => string | undefined;
  /** Called with the key of the row with the current match, and with undefined if there is none. `locate` returns the match in the row. */
  readonly onMatch: (key: string | undefined, locate: (row: Element) => Range | undefined) => void;
  readonly onClose: () => void;
  /** A second line. */
  readonly children: ReactNode;
}
