import { createElement, Fragment, type ReactNode } from 'react';

/** Template tag for a sentence that contains React nodes: sentence`${member} joined.` */
export const sentence = (texts: TemplateStringsArray, ...nodes: readonly ReactNode[]): ReactNode =>
  // Children passed as separate arguments need no keys.
  createElement(Fragment, null, ...texts.flatMap((text, index) => [text, nodes[index]]));
