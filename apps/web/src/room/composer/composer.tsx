import { useEffect, useRef, useState, useSyncExternalStore, type ChangeEvent, type KeyboardEvent } from 'react';
import { codePoints, type Limits, type Member } from '@mailroom/shared';
import { refusalWords } from '../../i18n/refusal-text.ts';
import { useWords } from '../../i18n/use-strings.ts';
import { parseCommand } from './slash-commands.ts';
import { ComposerSays } from './composer-status.tsx';
import { EditingNote } from './editing-banner.tsx';
import { focusComposer } from './focus-composer.ts';
import { measured } from './validate-command.ts';
import { Offers } from './suggestion-list.tsx';
import { hasSoftKeyboard } from '../../browser/soft-keyboard.ts';
import { SplitOffer } from './split-prompt.tsx';
import { useCompletion } from './use-autocomplete.ts';
import { useSplit } from './use-split.ts';
import type { Writing } from './draft-store.ts';

/** Where one writes. Never disabled: what cannot be said or done stays here, with the reason. */
export const Composer = ({ writing, limits, members, you, ...on }: ComposerProps) => {
  const words = useWords();
  const { composer } = words;
  const { text, edit, refused } = useSyncExternalStore(writing.subscribe, writing.written);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isSplitOffered, setIsSplitOffered] = useState(false);
  const others = [...members.values()].filter(({ id }) => id !== you.id);
  const type = (typed: string) => {
    writing.write(typed);
    on.onTyped(typed);
  };
  const completion = useCompletion({
    text,
    field,
    others,
    commands: edit ? 'mean-nothing' : 'are-asked-for',
    onWrite: type,
  });
  const inHand = edit?.line;
  useEffect(() => {
    // Who followed a link is at its line, and stays there.
    if (document.activeElement === document.body) focusComposer();
  }, []);
  useEffect(() => {
    if (inHand !== undefined) focusComposer('end');
  }, [inHand]);

  // What nobody can see at the end, a phone's keyboard leaves behind by itself.
  const written = text.trimEnd();
  // The text of a line is no command.
  const command = edit ? ({ type: 'say', text: written } as const) : parseCommand(written);
  const said = command.type === 'say' ? command.text : '';
  const limit = limits.messageLength;
  const length = codePoints(said.normalize('NFC'));
  const left = limit - length;
  const isTooLong = limit > 0 && left < 0;
  const split = useSplit(isSplitOffered && isTooLong && !edit ? said : '', limit);

  const send = (messages: readonly string[]) => {
    for (const message of messages) on.onPost(message);
    writing.write('');
    setIsSplitOffered(false);
    field.current?.focus();
  };
  const post = () => {
    field.current?.focus();
    if (text === '' && !edit) return;
    const asked = measured(command, limits);
    switch (asked.type) {
      case 'say':
        if (!edit) return send([asked.text]);
        if (asked.text !== edit.before) on.onEdit(edit.line, asked.text);
        return writing.endEdit();
      case 'help':
        writing.write(asked.rest && text);
        return on.onHelp();
      case 'find':
        writing.write('');
        return on.onFind(asked.text);
      case 'rename':
        writing.write('');
        return on.onRename(asked.nickname);
      case 'leave':
        writing.write('');
        return on.onLeave(asked.reason);
      case 'refused':
        setIsSplitOffered(isTooLong);
        return writing.refuse(asked.why);
    }
  };
  /** What was pressed is gone: one writes on. */
  const thenWrite = (close: () => void) => () => {
    close();
    field.current?.focus();
  };
  const onChange = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
    type(target.value);
    completion.onType(target);
    if (nativeEvent instanceof InputEvent && PASTED.test(nativeEvent.inputType)) setIsSplitOffered(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed Enter chooses it; Safari says so only by the old key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (completion.onKey(event)) return event.preventDefault();
    if (event.key === 'Escape' && edit) writing.endEdit();
    if (event.key === 'ArrowUp' && text === '' && !edit && on.onEditLast()) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey || hasSoftKeyboard()) return;
    event.preventDefault();
    post();
  };

  const tooLong = split && [composer.isTooLong(length, limit), split === 'many' && composer.tooManyMessages];
  const why = refused?.text === text ? refusalWords(words, refused.why) : '';
  const offered = completion.offers.length;
  return (
    <form
      className={edit ? 'composer editing' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        post();
      }}
    >
      {edit && <EditingNote onCancel={thenWrite(() => writing.endEdit())} />}
      <label className="visually-hidden" htmlFor="message">
        {composer.message}
      </label>
      <textarea
        ref={field}
        id="message"
        rows={1}
        value={text}
        placeholder={composer.placeholder}
        enterKeyHint={hasSoftKeyboard() ? 'enter' : 'send'}
        autoComplete="off"
        dir="auto"
        onChange={onChange}
        onKeyDown={onKeyDown}
        {...completion.fieldProps}
        aria-invalid={why || isTooLong ? true : undefined}
        aria-describedby={edit ? 'editing-banner composer-status' : 'composer-status'}
      />
      {offered > 0 && <Offers {...completion} />}
      <button type="submit" className="primary">
        {edit ? composer.save : composer.send}
      </button>
      <ComposerSays
        why={tooLong ? tooLong.filter(Boolean).join(' ') : why}
        limit={limit}
        left={left}
        offered={offered}
        isEditing={edit !== undefined}
      />
      {split && split !== 'many' && (
        <SplitOffer messages={split} onSend={send} onKeep={thenWrite(() => setIsSplitOffered(false))} />
      )}
    </form>
  );
};

const PASTED = /^insertFrom(Paste|Drop)/;

interface ComposerProps {
  readonly writing: Writing;
  readonly limits: Limits;
  readonly members: ReadonlyMap<string, Member>;
  readonly you: Member;
  /** What stands there was typed, and not put there by the page. */
  readonly onTyped: (text: string) => void;
  readonly onPost: (text: string) => void;
  /** Gives the line that was said under the id `line` another text. */
  readonly onEdit: (line: string, text: string) => void;
  /** Begins to edit one's last line; tells whether there is one that can be edited. */
  readonly onEditLast: () => boolean;
  readonly onRename: (nickname: string) => void;
  readonly onHelp: () => void;
  readonly onFind: (text: string) => void;
  readonly onLeave: (reason: string) => void;
}
