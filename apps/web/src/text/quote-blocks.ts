import { codeApart } from './leaf-nodes.ts';

/** A part of a text: whole lines that are quoted, each with its mark, or what stands around them. */
export interface TextPart {
  readonly isQuoted: boolean;
  readonly text: string;
}

/**
 * The text in parts, which put together are the text. Lines that begin with `> ` are quoted, unless they stand in a block of code; a bare
 * mark goes on with the quotation above it.
 */
export const quotedParts = (text: string): TextPart[] => {
  if (!text.includes('>')) return [{ isQuoted: false, text }];
  const lines = text.split('\n');
  const inCode = linesInBlocks(lines);
  const parts: { isQuoted: boolean; lines: string[] }[] = [];
  for (const [place, line] of lines.entries()) {
    const last = parts.at(-1);
    const isQuoted = !inCode.has(place) && (QUOTED.test(line) || (last?.isQuoted === true && BARE.test(line)));
    if (last?.isQuoted === isQuoted) last.lines.push(line);
    else parts.push({ isQuoted, lines: [line] });
  }
  return parts.map(({ isQuoted, lines: own }, place) => {
    // The line breaks between the parts are not quoted.
    const around = isQuoted ? own : [...(place > 0 ? [''] : []), ...own, ...(place < parts.length - 1 ? [''] : [])];
    return { isQuoted, text: around.join('\n') };
  });
};

// A face such as >:( is no quotation.
const QUOTED = /^> \s*\S/;
const BARE = /^>\s*$/;

/** The lines that begin within a block of code. Backticks in what may be quoted open and close none. */
const linesInBlocks = (lines: readonly string[]): Set<number> => {
  const inside = new Set<number>();
  let place = 0;
  const unquoted = lines.map((line) => (QUOTED.test(line) ? '' : line)).join('\n');
  for (const { type, text } of codeApart(unquoted)) {
    const end = place + text.split('\n').length - 1;
    if (type === 'block') for (let line = place + 1; line <= end; line++) inside.add(line);
    place = end;
  }
  return inside;
};
