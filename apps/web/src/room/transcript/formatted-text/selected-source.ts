import { toSource, toVisibleText, type TextNode } from '../../../text/markup/nodes.ts';
import { sourceOfSelection, type VisibleRange } from '../../../text/markup/source-of-selection.ts';

/** The nodes that each formatted text shows. */
const nodesOf = new WeakMap<Element, readonly TextNode[]>();

/** Remembers the nodes that an element shows. Its text nodes, joined, are their visible text. */
export const rememberNodes = (element: Element | null, nodes: readonly TextNode[]) => {
  if (element) nodesOf.set(element, nodes);
};

/**
 * Returns the source of the part of a formatted text that is in `range`, with its markers. If a translation or an extension has changed the
 * text, the selected part is unknown: returns the source of the whole text.
 */
export const selectedSource = (element: Element, range: Range): string => {
  const nodes = nodesOf.get(element);
  if (!nodes) return '';
  if (element.textContent !== toVisibleText(nodes)) return nodes.map(toSource).join('');
  return sourceOfSelection(nodes, visibleRange(element, range));
};

/** The part of the text of `element` that is in `range`. */
const visibleRange = (element: Element, range: Range): VisibleRange => {
  const offsetOf = (container: Node, offset: number): number => {
    const before = document.createRange();
    before.selectNodeContents(element);
    before.setEnd(container, offset);
    return before.toString().length;
  };
  const isStart = element.contains(range.startContainer);
  const isEnd = element.contains(range.endContainer);
  return {
    start: isStart ? offsetOf(range.startContainer, range.startOffset) : 0,
    end: isEnd ? offsetOf(range.endContainer, range.endOffset) : Infinity,
  };
};
