import { useState, type KeyboardEvent, type RefObject, type SyntheticEvent } from 'react';
import { flushSync } from 'react-dom';
import type { Member } from '@mailroom/shared';
import { applySuggestion, autocompleteAt, type TextAtCaret } from './autocomplete.ts';
import { suggestionId, SUGGESTIONS_ID } from './suggestion-list.tsx';

/** Manages the suggestions for the word at the caret of `field`. Only typing opens the list. */
export const useAutocomplete = ({ text, field, others, allowCommands, onAccept }: AutocompleteOptions) => {
  const [typed, setTyped] = useState<TextAtCaret>();
  const [activeText, setActiveText] = useState('');
  // A text that the page put into the field was not typed.
  const found = typed?.text === text ? autocompleteAt(typed, others) : undefined;
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
  const onSelect = ({ currentTarget: { selectionStart, selectionEnd } }: SyntheticEvent<HTMLTextAreaElement>) => {
    if (!autocomplete) return;
    const moved = { text, caret: selectionEnd };
    const isInWord = selectionStart === selectionEnd && autocompleteAt(moved, others)?.start === autocomplete.start;
    setTyped(isInWord ? moved : undefined);
  };
  return {
    suggestions,
    activeIndex,
    accept,
    /** Call this when the user changed the text of the field. */
    onInput: ({ value, selectionStart }: HTMLTextAreaElement) => {
      setTyped({ text: value, caret: selectionStart });
      setActiveText('');
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
