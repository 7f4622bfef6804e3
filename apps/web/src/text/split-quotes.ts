import { splitCode } from './parse-leaves.ts';

/** Adjacent whole lines that are either all quoted, with their markers, or all not quoted. */
export interface TextBlock {
  readonly isQuoted: boolean;
  readonly text: string;
}

/**
 * Splits a text into quoted and other blocks. A line is quoted if it starts with `> ` and is not in a code block; a bare `>` continues a
 * quote. The texts of the blocks, joined, are `text`.
 */
export const splitQuotes = (text: string): TextBlock[] => {
  if (!text.includes('>')) return [{ isQuoted: false, text }];
  const lines = text.split('\n');
  const inCode = linesInCode(lines);
  const blocks: { isQuoted: boolean; lines: string[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const last = blocks.at(-1);
    const isQuoted = !inCode.has(index) && (QUOTED.test(line) || (last?.isQuoted === true && BARE_MARKER.test(line)));
    if (last?.isQuoted === isQuoted) last.lines.push(line);
    else blocks.push({ isQuoted, lines: [line] });
  }
  return blocks.map(({ isQuoted, lines: own }, index) => {
    // The line breaks between two blocks belong to the one that is not quoted.
    const around = isQuoted ? own : [...(index > 0 ? [''] : []), ...own, ...(index < blocks.length - 1 ? [''] : [])];
    return { isQuoted, text: around.join('\n') };
  });
};

// An emoticon such as >:( does not start a quote.
const QUOTED = /^> \s*\S/;
const BARE_MARKER = /^>\s*$/;

/** The indices of the lines that start within a code block. Backticks in quoted lines neither open nor close one. */
const linesInCode = (lines: readonly string[]): Set<number> => {
  const inside = new Set<number>();
  let start = 0;
  const unquoted = lines.map((line) => (QUOTED.test(line) ? '' : line)).join('\n');
  for (const { type, text } of splitCode(unquoted)) {
    const end = start + text.split('\n').length - 1;
    if (type === 'code') for (let line = start + 1; line <= end; line++) inside.add(line);
    start = end;
  }
  return inside;
};
