import { toSource, toVisibleText, type TextNode } from './nodes.ts';

/** A part of what is shown of nodes, in UTF-16 units of `toVisibleText`. */
export interface VisibleRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the source of a selected part, so that what is copied looks the same when it is sent again. The markers around a node belong to it if
 * the whole node is selected, those at the start of a line if the line is, or if the selection starts before it.
 */
export const sourceOfSelection = (nodes: readonly TextNode[], { start, end }: VisibleRange): string => {
  const visible = toVisibleText(nodes);
  if (start <= 0 && end >= visible.length) return nodes.map(toSource).join('');
  const isNodeSelected = (from: number, to: number) =>
    start <= from && to <= end && (from < to || (start < from && to < end));
  const isLineStartSelected = (at: number) => {
    const lineEnd = visible.indexOf('\n', at);
    return at < end && (start < at || (start === at && (lineEnd === -1 ? visible.length : lineEnd) <= end));
  };
  let at = 0;
  /** `from` and `to` are the range of the node that contains these. */
  const select = (children: readonly TextNode[], from: number, to: number): string =>
    children
      .map((node) => {
        if ('children' in node) return select(node.children, at, at + toVisibleText(node.children).length);
        if (node.type !== 'marker') {
          const offset = at;
          at += node.text.length;
          return node.text.slice(Math.max(0, start - offset), Math.max(0, end - offset));
        }
        const isSelected = {
          node: isNodeSelected(from, to),
          line: isLineStartSelected(at),
          character: start <= at && at < end,
        }[node.belongsTo];
        return isSelected ? node.text : '';
      })
      .join('');
  const source = select(nodes, 0, visible.length);
  // The closing fence of a code block ends with a line break.
  return visible.slice(start, end).endsWith('\n') ? source : source.replace(/\n$/, '');
};
