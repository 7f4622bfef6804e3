import type { Page } from '@playwright/test';

/** What stands in the whole transcript, and which of its rows do not keep to their place. */
export interface ReadThrough {
  /** What is said in each line, with the number of its letter. */
  readonly lines: [number: string, text: string][];
  /** What else happened, in order. */
  readonly remarks: string[];
  readonly outOfPlace: string[];
}

/** Reads all of the transcript, from the first row to the last, as far as it is drawn each time. */
export const readThrough = (page: Page): Promise<ReadThrough> =>
  page.evaluate(async () => {
    const scroller = document.querySelector('.scroller');
    if (!scroller) throw new Error('no transcript');
    const lines = new Map<string, string>();
    const remarks = new Map<string, string>();
    const outOfPlace = new Set<string>();
    const piecesOf = (row: Element) =>
      [...row.querySelectorAll('.text, .system-message')].filter((piece) => piece.checkVisibility());
    const read = (row: HTMLElement) => {
      const key = row.dataset['key'] ?? '';
      const line = row.querySelector('.message');
      const text = row.querySelector('.text');
      if (line && text) lines.set(line.id.replace('letter-', ''), text.textContent);
      // Folded up they are there, too.
      for (const [index, remark] of row.querySelectorAll('.system-message').entries()) {
        remarks.set(`${key} ${index}`, remark.textContent.replace(/ \d\d:\d\d$/, ''));
      }
      const { left, right } = scroller.getBoundingClientRect();
      const box = row.getBoundingClientRect();
      const above = row.previousElementSibling && piecesOf(row.previousElementSibling).at(-1);
      const complain = (what: string) => outOfPlace.add(`${row.innerText}: ${what}`);
      if (box.left < left || box.right > right) complain('reaches over the side');
      let end = above?.getBoundingClientRect().bottom ?? box.top;
      for (const piece of piecesOf(row)) {
        const own = piece.getBoundingClientRect();
        if (own.top < end - 0.5) complain('stands over what is above');
        if (own.right > box.right || own.bottom > box.bottom + 0.5) complain('does not stay within its row');
        const { overflowX, overflowY } = getComputedStyle(piece);
        if (overflowX !== 'clip' || overflowY !== 'clip') complain('may draw over others');
        end = own.bottom;
      }
    };

    let next = 1;
    for (let patience = 300; patience > 0; patience--) {
      const rows = [...scroller.querySelectorAll<HTMLElement>('.row[data-key]')];
      const drawn = new Map(rows.map((row, index) => [Number(row.ariaPosInSet ?? index + 1), row]));
      const count = Number(rows[0]?.ariaSetSize ?? rows.length);
      const before = next;
      for (let row = drawn.get(next); row; row = drawn.get(++next)) read(row);
      if (next > count) break;
      if (next > before) patience = 300;
      const last = drawn.get(next - 1);
      if (last) last.scrollIntoView({ block: 'start' });
      else scroller.scrollTop = 0;
      await new Promise(requestAnimationFrame);
    }
    return { lines: [...lines], remarks: [...remarks.values()], outOfPlace: [...outOfPlace] };
  });
