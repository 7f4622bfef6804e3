import { catch as otherwise, enum as either, object, type infer as Parsed } from 'zod/mini';

/** One of these; the first if it is missing or makes no sense. */
const oneOf = <const Name extends string>(first: Name, ...others: Name[]) =>
  otherwise(either([first, ...others]), first);

/** What a person chose for this browser. */
export const Settings = object({
  theme: oneOf('system', 'light', 'dark'),
  density: oneOf('roomy', 'compact'),
  /** `auto`: as it is usual where the reader lives. */
  clock: oneOf('auto', '12', '24'),
  /** `auto`: the first that the browser asks for and the page has. */
  language: oneOf('auto', 'en', 'de'),
  /** Whether comings and goings are told of. */
  goings: oneOf('shown', 'hidden'),
  /** Of which lines of others a person is told who looks elsewhere. */
  notify: oneOf('mentions', 'everything', 'nothing'),
  sound: oneOf('off', 'on'),
});
export type Settings = Parsed<typeof Settings>;
