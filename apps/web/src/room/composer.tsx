import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { brokenRule, codePoints, messageTextSchema, TextRule } from '@mailroom/shared';
import { refusalWords } from '../words.ts';

/** From how much of the limit on the counter shows. */
const NEARLY = 0.8;

/** Where one writes. Never disabled: what cannot be said stays here, with the reason. */
export const Composer = ({ text, limit, onWrite, onPost }: ComposerProps) => {
  const field = useRef<HTMLTextAreaElement>(null);
  const [refused, setRefused] = useState<TextRule>();
  useEffect(() => field.current?.focus(), []);

  const post = () => {
    field.current?.focus();
    if (text === '') return undefined;
    const { data, error } = messageTextSchema(limit).safeParse(text);
    if (error) return setRefused(TextRule.parse(brokenRule(error)));
    // What nobody can see at the end, a phone's keyboard leaves behind by itself.
    onPost(data.trimEnd());
    onWrite('');
    return setRefused(undefined);
  };
  const write = (written: string) => {
    setRefused(undefined);
    onWrite(written);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed Enter chooses it; Safari says so only by the old key code 229.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || isComposing || hasScreenKeyboard()) return;
    event.preventDefault();
    post();
  };

  const length = codePoints(text.normalize('NFC'));
  const isNearLimit = limit > 0 && length > limit * NEARLY;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        post();
      }}
    >
      <label htmlFor="message">Message to everyone</label>
      <textarea
        ref={field}
        id="message"
        rows={1}
        value={text}
        placeholder="Write to everyone"
        enterKeyHint={hasScreenKeyboard() ? 'enter' : 'send'}
        autoComplete="off"
        dir="auto"
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        aria-invalid={refused || (limit > 0 && length > limit) ? true : undefined}
        aria-describedby="composer-says"
      />
      <button type="submit" className="primary">
        Send
      </button>
      <p className="says" id="composer-says" role="status">
        {refused && <span className="problem">{refusalWords({ refusal: 'text-invalid', rule: refused, limit })} </span>}
        {isNearLimit && <Counter left={limit - length} />}
      </p>
    </form>
  );
};

const Counter = ({ left }: { left: number }) => (
  <span className={left < 0 ? 'counter problem' : 'counter'}>{left < 0 ? `${-left} too many` : `${left} left`}</span>
);

/** On a phone Enter is the only way to a new line, and the button is near. */
const hasScreenKeyboard = () => matchMedia('(hover: none) and (pointer: coarse)').matches;

interface ComposerProps {
  readonly text: string;
  /** In code points; 0 for none. */
  readonly limit: number;
  readonly onWrite: (text: string) => void;
  readonly onPost: (text: string) => void;
}
