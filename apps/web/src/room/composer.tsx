import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { brokenRule, codePoints, messageTextSchema, TextRule } from '@mailroom/shared';
import { refusalWords } from '../words.ts';

/** From how much of the limit on the counter shows. */
const NEARLY = 0.8;

/** Where one writes. Never disabled: what cannot be said stays here, with the reason. */
export const Composer = ({ text, limit, onWrite, onPost }: ComposerProps) => {
  const field = useRef<HTMLTextAreaElement>(null);
  const [refused, setRefused] = useState<{ text: string; rule: TextRule }>();
  useEffect(() => field.current?.focus(), []);

  // What nobody can see at the end, a phone's keyboard leaves behind by itself.
  const said = text.trimEnd();
  const post = () => {
    field.current?.focus();
    if (text === '') return;
    const { data, error } = messageTextSchema(limit).safeParse(said);
    if (error) return setRefused({ text, rule: TextRule.parse(brokenRule(error)) });
    onPost(data);
    onWrite('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed Enter chooses it; Safari says so only by the old key code 229.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || isComposing || hasScreenKeyboard()) return;
    event.preventDefault();
    post();
  };

  const left = limit - codePoints(said.normalize('NFC'));
  const isNearLimit = limit > 0 && left < limit * (1 - NEARLY);
  const broken = refused?.text === text ? refused.rule : undefined;
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
        onChange={(event) => onWrite(event.target.value)}
        onKeyDown={onKeyDown}
        aria-invalid={broken || (limit > 0 && left < 0) ? true : undefined}
        aria-describedby="composer-says"
      />
      <button type="submit" className="primary">
        Send
      </button>
      <p className="says" id="composer-says">
        <span role="status" className="problem">
          {broken && refusalWords({ refusal: 'text-invalid', rule: broken, limit })}
        </span>
        {isNearLimit && <Counter left={left} />}
      </p>
      <p className="told" role="status">
        {isNearLimit && milestone(left)}
      </p>
    </form>
  );
};

const Counter = ({ left }: { left: number }) => (
  <span className={left < 0 ? 'counter problem' : 'counter'}>{left < 0 ? `${-left} too many` : `${left} left`}</span>
);

/** What a screen reader is told of the limit: not each letter, but where it matters. */
const milestone = (left: number) => {
  if (left < 0) return 'The message is too long.';
  const passed = [0, 10, 20, 50].find((mark) => left <= mark);
  return passed === undefined ? '' : `At most ${passed} characters left.`;
};

/** On a phone Enter is the only way to a new line, and the button is near. */
const hasScreenKeyboard = () => matchMedia('(hover: none) and (pointer: coarse)').matches;

interface ComposerProps {
  readonly text: string;
  /** In code points; 0 for none. */
  readonly limit: number;
  readonly onWrite: (text: string) => void;
  readonly onPost: (text: string) => void;
}
