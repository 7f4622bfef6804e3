import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Strings } from '../../i18n/en.ts';
import { useLanguage } from '../../i18n/use-strings.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useRovingTabIndex } from '../../ui/use-roving-tabindex.ts';
import { COMMON_EMOJI } from './common-emoji.ts';
import { readableName } from './readable-name.ts';
import { loadEmojiNames, useEmojiNames, type EmojiNamesState } from './use-emoji-names.ts';

/** Among more results, people type one more letter instead of reading on. */
const MAX_RESULTS = 120;

/**
 * A dialog in which an emoji is picked: one of the common ones, or one that is found by its name in any language of the page. While the focus is
 * on the emoji, letters go to the search field. Without the names, the common emoji can be picked all the same.
 */
export const EmojiPicker = ({ title, onPick, onClose }: EmojiPickerProps) => {
  const { language, strings } = useLanguage();
  const state = useEmojiNames(true);
  const names = typeof state === 'object' ? state : undefined;
  const [query, setQuery] = useState('');
  const isSearching = query.trim() !== '';
  const found = names?.search(query, language) ?? [];
  const shown = isSearching
    ? found.slice(0, MAX_RESULTS)
    : COMMON_EMOJI.map((emoji) => ({ emoji, name: names?.nameOf(emoji, language) ?? emoji }));
  const { isTabStop, containerProps } = useRovingTabIndex(
    shown.map(({ emoji }) => emoji),
    'grid',
  );
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // After the dialog has opened, which takes the focus.
  useEffect(() => field.current?.focus(), []);

  const pick = (emoji: string) => {
    onPick(emoji);
    onClose();
  };
  const onFieldKeyDown = (event: KeyboardEvent) => {
    // During IME composition, Enter accepts the candidate. Safari reports that only by the legacy key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const [best] = shown;
    if (event.key === 'Enter' && isSearching && best) pick(best.emoji);
    else if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
    else return;
    event.preventDefault();
  };
  const onListKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isTextKey(event) || (event.key === 'ArrowUp' && isInFirstRow(event))) field.current?.focus();
    else containerProps.onKeyDown(event);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <search className="emoji-search">
        <input
          ref={field}
          type="search"
          value={query}
          aria-label={strings.emoji.search}
          placeholder={strings.emoji.search}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="done"
          onChange={({ target }) => setQuery(target.value)}
          onKeyDown={onFieldKeyDown}
        />
        <p role="status">{statusText(strings.emoji, { isSearching, state, count: found.length })}</p>
      </search>
      {state === 'failed' && (
        <div className="emoji-failure" role="alert">
          <p>{strings.emoji.notLoaded}</p>
          <button
            type="button"
            onClick={() => {
              field.current?.focus();
              void loadEmojiNames();
            }}
          >
            {strings.message.tryAgain}
          </button>
        </div>
      )}
      <div className="emoji-results">
        {shown.length > 0 && (
          <div
            ref={list}
            className="emoji-grid"
            role="listbox"
            tabIndex={-1}
            aria-label={isSearching ? strings.emoji.search : strings.emoji.common}
            {...containerProps}
            onKeyDown={onListKeyDown}
          >
            {shown.map(({ emoji, name }) => (
              <button
                key={emoji}
                type="button"
                role="option"
                aria-selected={isTabStop(emoji)}
                tabIndex={isTabStop(emoji) ? 0 : -1}
                data-roving-id={emoji}
                aria-label={readableName(name)}
                title={readableName(name)}
                translate="no"
                onClick={() => pick(emoji)}
              >
                {emoji}
              </button>
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
};

export interface EmojiPickerProps {
  readonly title: string;
  /** Receives the picked emoji, fully qualified (UTS #51). `onClose` is called next. */
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

interface Results {
  readonly isSearching: boolean;
  readonly state: EmojiNamesState;
  /** The number of emoji that were found. */
  readonly count: number;
}

const statusText = (texts: Strings['emoji'], { isSearching, state, count }: Results) => {
  if (!isSearching) return texts.common;
  if (typeof state === 'object') return count === 0 ? texts.noneFound : texts.foundCount(count);
  return state === 'failed' ? '' : texts.loading;
};

/** Whether a key press changes the text of a field. A space picks the focused emoji instead. */
const isTextKey = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) =>
  !altKey && !ctrlKey && !metaKey && key !== ' ' && /^(?:.|Backspace)$/u.test(key);

const isInFirstRow = ({ target, currentTarget: { firstElementChild: first } }: KeyboardEvent<HTMLElement>) =>
  target instanceof HTMLElement && first instanceof HTMLElement && target.offsetTop === first.offsetTop;
