import { toSource, toVisibleText, type TextNode } from '../../../text/markup/nodes.ts';
import { sourceOfSelection, type VisibleRange } from '../../../text/markup/source-of-selection.ts';

/** The nodes that each formatted text shows. */
const nodesOf = new WeakMap<Element, readonly TextNode[]>();

/** Remembers the nodes that an element shows. Its text nodes, joined, are their visible text. */
export const rememberNodes = (element: Element | null, nodes: readonly TextNode[]) => {
  if (element) nodesOf.set(element, nodes);
};

/**
 * Puts the source of the selected messages in `root` on the clipboard: what is selected, with its marks. Leaves other selections, and those in
 * text fields, to the browser.
 */
export const copySource = (event: ClipboardEvent, root: Element) => {
  const selection = getSelection();
  const isInField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (event.defaultPrevented || isInField || !selection || selection.isCollapsed) return;
  const text = sourceOfRange(selection.getRangeAt(0), root);
  if (text === undefined) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
};

const sourceOfRange = (range: Range, root: Element): string | undefined => {
  const { commonAncestorContainer: common } = range;
  // The browser copies what is selected within a code block: code without its fences.
  if ((common instanceof Element ? common : common.parentElement)?.closest('.code-block code')) return undefined;
  const selected = [...root.querySelectorAll(FORMATTED)].filter((element) => range.intersectsNode(element));
  const sources = selected.map((element) => {
    const nodes = nodesOf.get(element);
    if (!nodes) return '';
    // A translation or an extension has changed the text, so the selected part is unknown: copies the whole message.
    if (element.textContent !== toVisibleText(nodes)) return nodes.map(toSource).join('');
    return sourceOfSelection(nodes, visibleRange(element, range));
  });
  const [only] = selected;
  if (!only || only.contains(range.commonAncestorContainer)) return sources[0];
  const content = range.cloneContents();
  const copies = content.querySelectorAll(FORMATTED);
  if (copies.length !== sources.length) return undefined;
  for (const [index, copy] of copies.entries()) copy.replaceChildren(sources[index] ?? '');
  for (const each of content.querySelectorAll('button, .message-meta, .reply-reference')) each.remove();
  const isOnlyText = sources.length === 1 && content.textContent.trim() === sources[0]?.trim();
  return isOnlyText ? sources[0] : renderedText(content);
};

const FORMATTED = '.formatted';

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

/** The text of a copied part of the transcript, with the line breaks that its layout makes. */
const renderedText = (content: DocumentFragment): string => {
  const container = document.createElement('div');
  container.className = 'transcript copied-part';
  container.append(content);
  document.body.append(container);
  const text = container.innerText;
  container.remove();
  return text.replaceAll(/^\n+|\n+$/g, '');
};
