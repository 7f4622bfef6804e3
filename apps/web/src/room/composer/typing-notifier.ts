import { fixedLimits } from '@mailroom/shared';
import { parseCommand } from './slash-commands.ts';

/** How long the room is told nothing new while one writes on, in ms: shorter than it takes for the sign to pass by itself. */
const RENEW_MS = 4_000;

export interface WritingSignOptions {
  /** Tells the room. That it may not arrive is no harm: the sign passes by itself. */
  readonly tell: (how: { stopped: boolean }) => void;
  /** Ms of a clock that never jumps. */
  readonly elapsed: () => number;
}

/** Tells the room that the page's person writes: seldom, and only what others will get to read. */
export const writingSign = ({ tell, elapsed }: WritingSignOptions) => {
  let toldAt = -Infinity;
  return {
    /** This stands in the composer now, because it was typed. */
    typed: (text: string) => {
      const now = elapsed();
      if (!willBeSaid(text)) {
        if (now - toldAt < fixedLimits.typingMs) tell({ stopped: true });
        toldAt = -Infinity;
      } else if (now - toldAt >= RENEW_MS) {
        tell({ stopped: false });
        toldAt = now;
      }
    },
    /** It was said: the line itself tells that it is written. */
    said: () => {
      toldAt = -Infinity;
    },
  };
};

const willBeSaid = (text: string) => {
  const command = parseCommand(text.trimEnd());
  return command.type === 'say' && command.text.trim() !== '';
};
