import { catch as withFallback, enum as literals, object, type infer as Infer } from 'zod/mini';

/** An enum whose first value replaces a missing or invalid one. */
const oneOf = <const Value extends string>(fallback: Value, ...others: Value[]) =>
  withFallback(literals([fallback, ...others]), fallback);

/** The settings of this browser. */
export const Settings = object({
  theme: oneOf('system', 'light', 'dark'),
  density: oneOf('roomy', 'compact'),
  /** `auto`: the clock that is usual in the browser's locale. */
  clock: oneOf('auto', '12', '24'),
  /** `auto`: the first supported language that the browser prefers. */
  language: oneOf('auto', 'en', 'de'),
  /** What Enter does in the message field. `auto`: it sends, except on an on-screen keyboard. */
  enterKey: oneOf('auto', 'sends', 'breaks'),
  /** Whether the transcript shows joins and leaves. */
  membership: oneOf('shown', 'hidden'),
  /** Whether messages are shown as typed, with the characters that format them. */
  formattingCharacters: oneOf('hidden', 'shown'),
  /** Which messages from others cause a notification while the page is hidden. */
  notify: oneOf('mentions', 'everything', 'nothing'),
  sound: oneOf('off', 'on'),
});
export type Settings = Infer<typeof Settings>;
