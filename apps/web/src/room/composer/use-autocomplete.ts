import { useState, type KeyboardEvent, type RefObject, type SyntheticEvent } from 'react';
import { flushSync } from 'react-dom';
import type { Member } from '@mailroom/shared';
import { completionAt, withTaken, type TextAtCaret } from './autocomplete.ts';
import { offerId, OFFERS_ID } from './suggestion-list.tsx';

/** What is offered for the word at the caret of `field`, and which of it is chosen. Only typing opens it. */
export const useCompletion = ({ text, field, others, commands, onWrite }: CompletionOptions) => {
  const [typed, setTyped] = useState<TextAtCaret>();
  const [wanted, setWanted] = useState('');
  // A text that came from elsewhere was not typed.
  const offered = typed?.text === text ? completionAt(typed, others) : undefined;
  const completion = commands === 'mean-nothing' && offered?.offers[0]?.type === 'command' ? undefined : offered;
  const offers = completion?.offers ?? [];
  // People come and go meanwhile: who was chosen stays so.
  const found = offers.findIndex((offer) => offer.text === wanted);
  const chosen = Math.max(found, 0);

  const choose = (index: number) => setWanted(offers.at(index % offers.length)?.text ?? '');
  const close = () => setTyped(undefined);
  const take = (index: number) => {
    const offer = offers[index];
    if (!completion || !offer) return;
    const after = withTaken(text, completion, offer);
    close();
    flushSync(() => onWrite(after.text));
    field.current?.focus();
    field.current?.setSelectionRange(after.caret, after.caret);
  };
  const onSelect = ({ currentTarget: { selectionStart, selectionEnd } }: SyntheticEvent<HTMLTextAreaElement>) => {
    if (!completion) return;
    const moved = { text, caret: selectionEnd };
    const isInWord = selectionStart === selectionEnd && completionAt(moved, others)?.start === completion.start;
    setTyped(isInWord ? moved : undefined);
  };
  return {
    offers,
    chosen,
    take,
    onType: ({ value, selectionStart }: HTMLTextAreaElement) => {
      setTyped({ text: value, caret: selectionStart });
      setWanted('');
    },
    /** Whether the key was meant for what is offered; then it is done. */
    onKey: ({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean => {
      if (!completion || shiftKey || altKey || ctrlKey || metaKey) return false;
      if (key === 'ArrowDown') choose(chosen + 1);
      else if (key === 'ArrowUp') choose(chosen - 1);
      else if (key === 'Enter' || key === 'Tab') take(chosen);
      else if (key === 'Escape') close();
      else return false;
      return true;
    },
    /** For the field. What would make it a combobox, a role and `aria-expanded`, a field of several lines may not have. */
    fieldProps: {
      onSelect,
      onBlur: close,
      'aria-autocomplete': 'list',
      'aria-controls': completion && OFFERS_ID,
      'aria-activedescendant': completion && offerId(chosen),
    } as const,
  };
};

interface CompletionOptions {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Whose nicknames are offered. */
  readonly others: readonly Member[];
  /** Whether a slash at the very start is more than a sign. */
  readonly commands: 'are-asked-for' | 'mean-nothing';
  readonly onWrite: (text: string) => void;
}
