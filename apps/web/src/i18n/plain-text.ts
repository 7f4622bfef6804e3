import { isValidElement, type ReactNode } from 'react';

/** A sentence of the dictionary as plain text, if all that is drawn in it is text. */
export const plain = (node: ReactNode): string => {
  if (Array.isArray(node)) return node.map(plain).join('');
  if (isValidElement<{ children?: ReactNode }>(node)) return plain(node.props.children);
  return typeof node === 'string' || typeof node === 'number' ? String(node) : '';
};
