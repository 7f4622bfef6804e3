import { isValidElement, type ReactNode } from 'react';

/** The text content of a string resource. Elements contribute the text of their children; components are not rendered. */
export const toPlainText = (node: ReactNode): string => {
  if (Array.isArray(node)) return node.map(toPlainText).join('');
  if (isValidElement<{ children?: ReactNode }>(node)) return toPlainText(node.props.children);
  return typeof node === 'string' || typeof node === 'number' ? String(node) : '';
};
