import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { brokenRule, codePoints, messageTextSchema, TextRule, type Member, type Refusal } from '@mailroom/shared';
import { refusalWords } from '../words/refusal-words.ts';
import { useWords } from '../words/use-words.ts';
import { parseCommand, type CommandRefusal } from './commands.ts';
import { LimitCounter, limitMilestone } from './limit-counter.tsx';
import { Offers } from './offers.tsx';
import { hasScreenKeyboard } from './screen-keyboard.ts';
import { useCompletion } from './use-completion.ts';

/** From how much of the limit on the counter shows. */
const NEARLY = 0.8;

/** Where one writes. Never disabled: what cannot be said or done stays here, with the reason. */
export const Composer = ({ text, limit, members, you, onWrite, onPost, onHelp, onFind, onLeave }: ComposerProps) => {
  const words = useWords();
  const { composer } = words;
  const field = useRef<HTMLTextAreaElement>(null);
  const [refused, setRefused] = useState<{ text: string; why: Refusal | CommandRefusal }>();
  const others = [...members.values()].filter(({ id }) => id !== you.id);
  const completion = useCompletion({ text, field, others, onWrite });
  useEffect(() => {
    // Who followed a link is at its line, and stays there.
    if (document.activeElement === document.body) field.current?.focus();
  }, []);

  // What nobody can see at the end, a phone's keyboard leaves behind by itself.
  const command = parseCommand(text.trimEnd());
  const said = command.type === 'say' ? command.text : '';
  const post = () => {
    field.current?.focus();
    if (text === '') return;
    switch (command.type) {
      case 'say': {
        const { data, error } = messageTextSchema(limit).safeParse(said);
        if (error) {
          const rule = TextRule.parse(brokenRule(error));
          return setRefused({ text, why: { refusal: 'text-invalid', rule, limit } });
        }
        onPost(data);
        return onWrite('');
      }
      case 'help':
        onWrite(command.rest && text);
        return onHelp();
      case 'find':
        onWrite('');
        return onFind(command.text);
      case 'leave':
        onWrite('');
        return onLeave(command.reason);
      case 'refused':
        return setRefused({ text, why: command.why });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed Enter chooses it; Safari says so only by the old key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (completion.onKey(event)) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey || hasScreenKeyboard()) return;
    event.preventDefault();
    post();
  };

  const left = limit - codePoints(said.normalize('NFC'));
  const isNearLimit = limit > 0 && left < limit * (1 - NEARLY);
  const why = refused?.text === text ? refusalWords(words, refused.why) : '';
  const offered = completion.offers.length;
  return (
    <>
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault();
          post();
        }}
      >
        <label htmlFor="message">{composer.message}</label>
        <textarea
          ref={field}
          id="message"
          rows={1}
          value={text}
          placeholder={composer.placeholder}
          enterKeyHint={hasScreenKeyboard() ? 'enter' : 'send'}
          autoComplete="off"
          dir="auto"
          onChange={({ target }) => {
            onWrite(target.value);
            completion.onType(target);
          }}
          onKeyDown={onKeyDown}
          {...completion.fieldProps}
          aria-invalid={why || (limit > 0 && left < 0) ? true : undefined}
          aria-describedby="composer-says"
        />
        {offered > 0 && <Offers {...completion} />}
        <button type="submit" className="primary">
          {composer.send}
        </button>
        <p className="says" id="composer-says">
          <span role="status" className="problem">
            {why}
          </span>
          {isNearLimit && <LimitCounter left={left} />}
        </p>
        <p className="told" role="status">
          {offered > 0 ? composer.choices(offered) : isNearLimit && limitMilestone(composer, left)}
        </p>
      </form>
    </>
  );
};

interface ComposerProps {
  readonly text: string;
  /** In code points; 0 for none. */
  readonly limit: number;
  readonly members: ReadonlyMap<string, Member>;
  readonly you: Member;
  readonly onWrite: (text: string) => void;
  readonly onPost: (text: string) => void;
  readonly onHelp: () => void;
  readonly onFind: (text: string) => void;
  readonly onLeave: (reason: string) => void;
}
