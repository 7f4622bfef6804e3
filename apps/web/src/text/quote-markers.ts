import type { TextNode } from './nodes.ts';

const MARKER = /(?<=^|\n)> ?/g;

/** Removes the marker at the start of each line: `> `, or a bare `>`. */
export const stripQuoteMarkers = (text: string): string => text.replaceAll(MARKER, '');

/**
 * Inserts a `quoteMarker` node before each line.
 *
 * @param nodes the parsed nodes of `stripQuoteMarkers(text)`
 * @param text the quoted lines, with their markers
 */
export const restoreQuoteMarkers = (nodes: readonly TextNode[], text: string): TextNode[] => {
  const markers = (text.match(MARKER) ?? []).values();
  const nextMarker = () => ({ type: 'quoteMarker', text: markers.next().value ?? '' }) as const;
  const markLines = (source: string) =>
    (source.match(LINES) ?? []).flatMap((line) =>
      line.endsWith('\n') ? [textNode(line), nextMarker()] : textNode(line),
    );
  const first = nextMarker();
  const rest = nodes.flatMap((node): TextNode[] => {
    if (node.type === 'text') return markLines(node.text);
    if (node.type === 'code') return [{ type: 'quotedCode', children: markLines(node.text) }];
    return [node];
  });
  return [first, ...rest];
};

const LINES = /[^\n]*\n|[^\n]+/g;
const textNode = (text: string) => ({ type: 'text', text }) as const;
