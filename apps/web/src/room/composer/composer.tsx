import { useEffect, useRef, useState, useSyncExternalStore, type ChangeEvent, type KeyboardEvent } from 'react';
import { codePoints, type Limits, type Member } from '@mailroom/shared';
import { hasOnScreenKeyboard, isFromOnScreenKeyboard } from '../../browser/keyboard/on-screen-keyboard.ts';
import { refusalText } from '../../i18n/refusal-text.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { ComposerStatus } from './composer-status.tsx';
import type { DraftStore } from './draft-store.ts';
import { ComposerBanner } from './composer-banner.tsx';
import { ReferencedMessage } from './referenced-message.tsx';
import { enterSends, sendsMessage, type EnterKey } from './enter-key.ts';
import { focusComposer } from './focus-composer.ts';
import type { IndexedMessage } from '../../sync/view/message-index.ts';
import { parseCommand, type ParsedCommand, type RoomCommand } from './commands/slash-commands.ts';
import { SplitPrompt } from './split-prompt.tsx';
import { SuggestionList } from './autocomplete/suggestion-list.tsx';
import { useAutoHeight } from './use-auto-height.ts';
import { useAutocomplete } from './autocomplete/use-autocomplete.ts';
import { useFieldText } from './use-field-text.ts';
import { useSplit } from './use-split.ts';
import { validateCommand } from './commands/validate-command.ts';

/** The message field. It is never disabled: a rejected text stays in the field, with the reason below it. */
export const Composer = ({ draftStore, limits, others, enterKey, findMessage, ...on }: ComposerProps) => {
  const strings = useStrings();
  const { composer } = strings;
  const { text, replyTo, edit, rejected } = useSyncExternalStore(draftStore.subscribe, draftStore.getState);
  const field = useRef<HTMLTextAreaElement>(null);
  const [canSplit, setCanSplit] = useState(false);
  const setText = (newText: string) => {
    draftStore.setText(newText);
    on.onInput(newText);
  };
  const autocomplete = useAutocomplete({ text, field, others, allowCommands: !edit, onAccept: setText });
  const editingId = edit?.mutationId;
  const isChangedByPage = useFieldText(field, { text, draftKey: editingId ?? '' });
  // After `useFieldText`, so that its effect measures the new text.
  useAutoHeight(field);
  useEffect(() => {
    // A permalink puts the focus on its message, and it stays there.
    if (document.activeElement === document.body) focusComposer();
  }, []);
  useEffect(() => {
    if (editingId !== undefined) focusComposer('end');
  }, [editingId]);

  // On-screen keyboards leave white space at the end.
  const trimmed = text.trimEnd();
  // The new text of a message is never a command.
  const command: ParsedCommand = edit ? { type: 'send', text: trimmed } : parseCommand(trimmed);
  const messageText = command.type === 'send' ? command.text : '';
  const limit = limits.messageLength;
  const length = codePoints(messageText.normalize('NFC'));
  const left = limit - length;
  const isTooLong = limit > 0 && left < 0;
  const split = useSplit(canSplit && isTooLong && !edit ? messageText : '', limit);

  const send = (messages: readonly string[]) => {
    on.onSend(messages, replyTo);
    draftStore.clearDraft();
    setCanSplit(false);
    field.current?.focus();
  };
  const submit = () => {
    field.current?.focus();
    if (text === '' && !edit) return;
    const validated = validateCommand(command, limits);
    switch (validated.type) {
      case 'send':
        if (!edit) return send([validated.text]);
        if (validated.text !== edit.originalText) on.onEdit(edit.mutationId, validated.text);
        return draftStore.endEdit();
      case 'refused':
        setCanSplit(isTooLong);
        return draftStore.reject(validated.refusal);
      case 'help':
        draftStore.setText(validated.rest && text);
        return on.onCommand(validated);
      case 'find':
      case 'rename':
      case 'leave':
        draftStore.setText('');
        return on.onCommand(validated);
    }
  };
  /** Runs the action of a button that disappears, then moves the focus to the field. */
  const thenFocusField = (action: () => void) => () => {
    action();
    field.current?.focus();
  };
  const onChange = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
    if (isChangedByPage()) return;
    setText(target.value);
    autocomplete.onInput(target, nativeEvent);
    if (nativeEvent instanceof InputEvent && PASTED.test(nativeEvent.inputType)) setCanSplit(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // During an IME composition Enter accepts the candidate. Safari reports that only by the legacy key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (autocomplete.handleKey(event)) return event.preventDefault();
    if (event.key === 'Escape') {
      if (edit) draftStore.endEdit();
      else if (replyTo !== undefined) draftStore.endReply();
    }
    const isModified = event.shiftKey || event.altKey || event.ctrlKey || event.metaKey;
    const isEditKey = event.key === 'ArrowUp' && !isModified;
    if (isEditKey && text === '' && !edit && on.onEditLast()) return event.preventDefault();
    const { key, shiftKey, ctrlKey, metaKey } = event;
    const isOnScreen = isFromOnScreenKeyboard(event);
    if (!sendsMessage({ key, shiftKey, ctrlKey, metaKey, isOnScreen }, enterKey)) return;
    event.preventDefault();
    submit();
  };

  const rejection = rejected?.text === text ? refusalText(strings, rejected.refusal) : '';
  const saysLength =
    split !== undefined ||
    (rejection !== '' && rejected?.refusal.refusal === 'text-invalid' && rejected.refusal.rule === 'too-long');
  const splitText = split && [composer.tooLong(length, limit), split === 'too-many' && composer.tooLongToSplit];
  const { suggestions, activeIndex, accept, fieldProps } = autocomplete;
  return (
    <form
      className={edit ? 'composer editing' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {edit ? (
        <ComposerBanner onCancel={thenFocusField(() => draftStore.endEdit())}>
          <span>{composer.editing}</span>
        </ComposerBanner>
      ) : (
        replyTo !== undefined && (
          <ComposerBanner onCancel={thenFocusField(() => draftStore.endReply())}>
            <ReferencedMessage message={findMessage(replyTo)} />
          </ComposerBanner>
        )
      )}
      <label className="visually-hidden" htmlFor="message">
        {composer.label}
      </label>
      <textarea
        ref={field}
        id="message"
        rows={1}
        placeholder={composer.placeholder}
        enterKeyHint={enterSends(enterKey, hasOnScreenKeyboard()) ? 'send' : 'enter'}
        autoComplete="off"
        dir="auto"
        onChange={onChange}
        onKeyDown={onKeyDown}
        {...fieldProps}
        aria-invalid={rejection || isTooLong ? true : undefined}
        aria-describedby={edit || replyTo !== undefined ? 'composer-banner composer-status' : 'composer-status'}
      />
      {suggestions.length > 0 && (
        <SuggestionList suggestions={suggestions} activeIndex={activeIndex} onAccept={accept} />
      )}
      <button type="submit" className="primary">
        {edit ? composer.save : composer.send}
      </button>
      <ComposerStatus
        problem={splitText ? splitText.filter(Boolean).join(' ') : rejection}
        saysLength={saysLength}
        limit={limit}
        left={left}
        suggestionCount={suggestions.length}
        mode={edit ? 'edit' : replyTo === undefined ? 'message' : 'reply'}
      />
      {split && split !== 'too-many' && (
        <SplitPrompt messages={split} onSend={send} onKeepEditing={thenFocusField(() => setCanSplit(false))} />
      )}
    </form>
  );
};

const PASTED = /^insertFrom(Paste|Drop)/;

interface ComposerProps {
  readonly draftStore: DraftStore;
  readonly limits: Limits;
  /** The members whose nicknames autocomplete suggests. */
  readonly others: readonly Member[];
  /** What Enter does. */
  readonly enterKey: EnterKey;
  /** Returns the message with this mutation id, if the page has it. */
  readonly findMessage: (mutationId: string) => IndexedMessage | undefined;
  /** Called when the user changes the text, not when the page does. */
  readonly onInput: (text: string) => void;
  /** Sends the messages of one text. `replyTo` is the mutation id of the message that the text replies to. */
  readonly onSend: (texts: readonly string[], replyTo: string | undefined) => void;
  /** Gives the message with this mutation id a new text. */
  readonly onEdit: (mutationId: string, text: string) => void;
  /** Starts editing the user's last message; returns whether there is one that can be edited. */
  readonly onEditLast: () => boolean;
  readonly onCommand: (command: RoomCommand) => void;
}
