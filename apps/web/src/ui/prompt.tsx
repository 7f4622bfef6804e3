import type { ReactNode } from 'react';

/** A line above the composer that offers something. Screen readers announce its text. `children` are the buttons. */
export const Prompt = ({ id, text, children }: PromptProps) => (
  <div className="prompt" role="group" aria-labelledby={id}>
    <p id={id} role="status">
      {text}
    </p>
    <div className="buttons">{children}</div>
  </div>
);

interface PromptProps {
  /** The id of the element with the text. */
  readonly id: string;
  readonly text: ReactNode;
  readonly children: ReactNode;
}
