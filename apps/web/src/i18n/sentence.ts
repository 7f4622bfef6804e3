import { createElement, Fragment, type ReactNode } from 'react';

/** A sentence with something drawn in it, wherever the language wants that: sentence`${who} came in.` */
export const sentence = (texts: TemplateStringsArray, ...parts: readonly ReactNode[]): ReactNode =>
  // Handed over one by one, nothing in it needs a key.
  createElement(Fragment, null, ...texts.flatMap((text, index) => [text, parts[index]]));
