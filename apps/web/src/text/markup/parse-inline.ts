import { findLinks } from '../find-links.ts';
import { findMentions } from '../mentions.ts';
import { findEmphasis, type DelimiterMarker } from './find-emphasis.ts';
import { appendNode, MAX_DEPTH, toSource, type ContainerNode, type TextNode } from './nodes.ts';

/** Parses the text of one paragraph: escapes, code, links, mentions and emphasis. */
export const parseInline = (text: string): TextNode[] => {
  const tokens = splitCode(text).flatMap((token) => (token.isLiteral ? token : splitLeaves(token)));
  return nest(tokens, findEmphasis(text, textRanges(tokens)));
};

/** A part of a paragraph. `isLiteral`: it is not parsed further. */
interface Token {
  readonly node: TextNode;
  readonly isLiteral: boolean;
}

const textToken = (text: string, isLiteral = false): Token => ({ node: { type: 'text', text }, isLiteral });

/** Splits a text into code, escapes, and text that contains neither. What comes first wins. */
const splitCode = (text: string): Token[] => {
  const tokens: Token[] = [];
  const closings = closingBackticks(text);
  let end = 0;
  ESCAPE_OR_BACKTICKS.lastIndex = 0;
  for (let match = ESCAPE_OR_BACKTICKS.exec(text); match; match = ESCAPE_OR_BACKTICKS.exec(text)) {
    const [found] = match;
    const { index } = match;
    const closing = found.startsWith('`') ? closings(found.length, index + found.length) : undefined;
    if (found.startsWith('`') && closing === undefined) continue;
    tokens.push(textToken(text.slice(end, index)));
    if (closing !== undefined) {
      end = closing + found.length;
      tokens.push({ node: inlineCode(text.slice(index, end), found.length), isLiteral: true });
    } else {
      end = index + found.length;
      tokens.push(...(found === SHRUG ? [textToken(found, true)] : escaped(found)));
    }
    ESCAPE_OR_BACKTICKS.lastIndex = end;
  }
  return [...tokens, textToken(text.slice(end))];
};

/** Typed by its own key on many keyboards. As an escape, its backslash would disappear, and with it an arm. */
const SHRUG = String.raw`¯\_(ツ)_/¯`;
const ESCAPE_OR_BACKTICKS = /¯\\_\(ツ\)_\/¯|\\[!-/:-@[-`{-~]|`+/g;

const escaped = (source: string): Token[] => [
  { node: { type: 'marker', text: source.charAt(0), belongsTo: 'character' }, isLiteral: true },
  textToken(source.slice(1), true),
];

/** Returns a function that finds the next run of exactly `length` backticks from `from` on. `from` must not decrease. */
const closingBackticks = (text: string) => {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const starts = runs.get(run.length);
    if (starts) starts.push(index);
    else runs.set(run.length, [index]);
  }
  for (const starts of runs.values()) starts.reverse();
  return (length: number, from: number): number | undefined => {
    const starts = runs.get(length) ?? [];
    while ((starts.at(-1) ?? from) < from) starts.pop();
    return starts.at(-1);
  };
};

/** A space on both sides of the code is not part of it, so that code can start and end with a backtick. */
const inlineCode = (source: string, markerLength: number): ContainerNode => {
  const code = source.slice(markerLength, -markerLength);
  const isPadded = /^[ \n].*[ \n]$/s.test(code) && /[^ \n]/.test(code);
  const length = markerLength + (isPadded ? 1 : 0);
  return {
    type: 'inlineCode',
    children: [
      { type: 'marker', text: source.slice(0, length), belongsTo: 'node' },
      { type: 'text', text: source.slice(length, -length) },
      { type: 'marker', text: source.slice(-length), belongsTo: 'node' },
    ],
  };
};

/** Splits a text token at its links and mentions. */
const splitLeaves = ({ node }: Token): Token[] => {
  const text = toSource(node);
  const links = findLinks(text).map((link) => ({
    index: link.index,
    node: { type: 'link', text: link.text } as const,
  }));
  return splitAt(text, links).flatMap((token) => {
    if (token.isLiteral) return token;
    const part = toSource(token.node);
    return splitAt(
      part,
      findMentions(part).map(({ index, ...mention }) => ({ index, node: { type: 'mention', ...mention } as const })),
    );
  });
};

const splitAt = (text: string, found: readonly { readonly index: number; readonly node: TextNode }[]): Token[] => {
  let end = 0;
  const tokens = found.flatMap(({ index, node }) => {
    const before = textToken(text.slice(end, index));
    end = index + toSource(node).length;
    return [before, { node, isLiteral: true }];
  });
  return [...tokens, textToken(text.slice(end))];
};

/** The start and end of each token that can contain delimiters. */
const textRanges = (tokens: readonly Token[]): [start: number, end: number][] => {
  let end = 0;
  return tokens.flatMap(({ node, isLiteral }) => {
    const start = end;
    end += toSource(node).length;
    return isLiteral || start === end ? [] : [[start, end]];
  });
};

/** Puts the nodes between two delimiters into a container. Delimiters that would nest too deeply are text. */
const nest = (tokens: readonly Token[], markers: readonly DelimiterMarker[]): TextNode[] => {
  const root: TextNode[] = [];
  const open: { readonly marker: DelimiterMarker; readonly children: TextNode[] }[] = [];
  const add = (node: TextNode) => appendNode(open.at(-1)?.children ?? root, node);
  const addMarker = (marker: DelimiterMarker, text: string) => {
    const node = { type: 'marker', text, belongsTo: 'node' } as const;
    if (marker.opens && open.length < MAX_DEPTH) open.push({ marker, children: [node] });
    else if (open.at(-1)?.marker.span === marker.span) {
      add(node);
      const closed = open.pop();
      if (closed) add({ type: marker.type, children: closed.children });
    } else add({ type: 'text', text });
  };
  let [at, next] = [0, 0];
  for (const { node } of tokens) {
    const source = toSource(node);
    if (node.type !== 'text') add(node);
    else {
      let from = 0;
      for (let marker = markers[next]; marker && marker.start < at + source.length; marker = markers[++next]) {
        add({ type: 'text', text: source.slice(from, marker.start - at) });
        from = marker.start - at + marker.length;
        addMarker(marker, source.slice(marker.start - at, from));
      }
      add({ type: 'text', text: source.slice(from) });
    }
    at += source.length;
  }
  return root;
};
