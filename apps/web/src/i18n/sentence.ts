import { createElement, Fragment, type ReactNode } from 'react';

/** Template tag for a sentence that contains React nodes: sentence`${member} joined.` Each text gets an element of its own. */
export const sentence = (texts: TemplateStringsArray, ...nodes: readonly ReactNode[]): ReactNode =>
  // Children passed as separate arguments need no keys.
  createElement(Fragment, null, ...texts.flatMap((text, index) => [inElement(text), inElement(nodes[index])]));

const inElement = (node: ReactNode) =>
  typeof node === 'string' && node !== '' ? createElement('span', null, node) : node;
