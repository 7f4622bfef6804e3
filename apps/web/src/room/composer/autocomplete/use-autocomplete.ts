import { useState, type KeyboardEvent, type RefObject, type SyntheticEvent } from 'react';
import { flushSync } from 'react-dom';
import type { Member } from '@mailroom/shared';
import { useLanguage } from '../../../i18n/use-strings.ts';
import { loadEmojiNames, useEmojiNames } from '../../emoji/use-emoji-names.ts';
import {
  applySuggestion,
  autocompleteAt,
  replaceEmojiName,
  type AutocompleteSources,
  type TextAtCaret,
} from './autocomplete.ts';
import { closedEmojiNameAt, openEmojiNameAt } from './emoji-name.ts';
import { suggestionId, SUGGESTIONS_ID } from './suggestion-list.tsx';

/** Manages the suggestions for the word at the caret of `field`. Only typing opens the list. */
export const useAutocomplete = ({ text, field, others, allowCommands, onAccept }: AutocompleteOptions) => {
  const [typed, setTyped] = useState<TextAtCaret>();
  const [activeText, setActiveText] = useState('');
  const { language } = useLanguage();
  const emojiNames = useEmojiNames(typed !== undefined && openEmojiNameAt(typed.text, typed.caret) !== undefined);
  const sources: AutocompleteSources = {
    others,
    searchEmoji: (name) => (typeof emojiNames === 'object' ? emojiNames.search(name, language) : []),
  };
  // A text that the page put into the field was not typed.
  const found = typed?.text === text ? autocompleteAt(typed, sources) : undefined;
  const autocomplete = !allowCommands && found?.suggestions[0]?.type === 'command' ? undefined : found;
  const suggestions = autocomplete?.suggestions ?? [];
  // Members join and leave while the list is open. The active suggestion stays active although its index changes.
  const activeIndex = Math.max(
    suggestions.findIndex((suggestion) => suggestion.text === activeText),
    0,
  );

  const activate = (index: number) => setActiveText(suggestions.at(index % suggestions.length)?.text ?? '');
  const close = () => setTyped(undefined);
  const accept = (index: number) => {
    const suggestion = suggestions[index];
    if (!autocomplete || !suggestion) return;
    const after = applySuggestion(text, autocomplete, suggestion);
    close();
    flushSync(() => onAccept(after.text));
    field.current?.focus();
    field.current?.setSelectionRange(after.caret, after.caret);
  };
  /** Replaces the name of an emoji at the end of `before`, if the text still begins with that when the names are loaded. */
  const completeName = async (before: string) => {
    const names = await loadEmojiNames();
    const current = field.current?.value;
    if (!names || !current?.startsWith(before)) return;
    const replaced = replaceEmojiName({ text: current, caret: before.length }, (name) => names.find(name, language));
    if (replaced !== undefined) flushSync(() => onAccept(replaced));
  };
  const onSelect = ({ currentTarget: { selectionStart, selectionEnd } }: SyntheticEvent<HTMLTextAreaElement>) => {
    if (!autocomplete) return;
    const moved = { text, caret: selectionEnd };
    const isInWord = selectionStart === selectionEnd && autocompleteAt(moved, sources)?.start === autocomplete.start;
    setTyped(isInWord ? moved : undefined);
  };
  return {
    suggestions,
    activeIndex,
    accept,
    /** Call this when the user changed the text of the field. */
    onInput: ({ value, selectionStart }: HTMLTextAreaElement, event: Event) => {
      setTyped({ text: value, caret: selectionStart });
      setActiveText('');
      if (isTypedColon(event) && closedEmojiNameAt(value, selectionStart))
        void completeName(value.slice(0, selectionStart));
    },
    /** Handles a key of the suggestion list. Returns whether it was one. */
    handleKey: ({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean => {
      if (!autocomplete || shiftKey || altKey || ctrlKey || metaKey) return false;
      if (key === 'ArrowDown') activate(activeIndex + 1);
      else if (key === 'ArrowUp') activate(activeIndex - 1);
      // Enter sends a mention that is complete, even if it is the beginning of another nickname, unless one was chosen.
      else if (key === 'Enter' && autocomplete.isComplete && activeText === '') return false;
      else if (key === 'Enter' || key === 'Tab') accept(activeIndex);
      else if (key === 'Escape') close();
      else return false;
      return true;
    },
    /** Props for the field. A multi-line field must not have the role `combobox` or `aria-expanded`, so they are missing. */
    fieldProps: {
      onSelect,
      onBlur: close,
      'aria-autocomplete': 'list',
      'aria-controls': autocomplete && SUGGESTIONS_ID,
      'aria-activedescendant': autocomplete && suggestionId(activeIndex),
    } as const,
  };
};

/** Whether a colon was typed, and not pasted or brought back by undo. */
const isTypedColon = (event: Event) =>
  event instanceof InputEvent &&
  !event.isComposing &&
  event.inputType === 'insertText' &&
  /[:：]$/.test(event.data ?? '');

interface AutocompleteOptions {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The members whose nicknames are suggested. */
  readonly others: readonly Member[];
  /** Whether a slash at the start of the text suggests commands. */
  readonly allowCommands: boolean;
  /** Receives the text with the accepted suggestion. */
  readonly onAccept: (text: string) => void;
}
