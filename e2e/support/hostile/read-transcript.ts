import type { Page } from '@playwright/test';

/** The content of a whole transcript, and the rows that leave their place. */
export interface TranscriptContent {
  /** Each message with the id of its letter. */
  readonly messages: [id: string, text: string][];
  /** The system messages in order. */
  readonly systemMessages: string[];
  /** Rows that overlap others or the edge, with the reason. */
  readonly misplaced: string[];
}

/** Reads the transcript from the first row to the last, and scrolls as rows are rendered. */
export const readTranscript = (page: Page): Promise<TranscriptContent> =>
  page.evaluate(async () => {
    const scroller = document.querySelector('.scroller');
    if (!scroller) throw new Error('no transcript');
    const messages = new Map<string, string>();
    const systemMessages = new Map<string, string>();
    const misplaced = new Set<string>();
    const piecesOf = (row: Element) =>
      [...row.querySelectorAll('.text, .system-message')].filter((piece) => piece.checkVisibility());
    const read = (row: HTMLElement) => {
      const key = row.dataset['key'] ?? '';
      const message = row.querySelector('.message');
      const text = row.querySelector('.text');
      if (message && text) messages.set(message.id.replace('letter-', ''), text.textContent);
      // Collapsed ones are in the document, too.
      for (const [index, each] of row.querySelectorAll('.system-message').entries()) {
        systemMessages.set(`${key} ${index}`, each.textContent.replace(/ \d\d:\d\d$/, ''));
      }
      const { left, right } = scroller.getBoundingClientRect();
      const box = row.getBoundingClientRect();
      const above = row.previousElementSibling && piecesOf(row.previousElementSibling).at(-1);
      const report = (problem: string) => misplaced.add(`${row.innerText}: ${problem}`);
      if (box.left < left || box.right > right) report('overflows the transcript');
      let end = above?.getBoundingClientRect().bottom ?? box.top;
      for (const piece of piecesOf(row)) {
        const own = piece.getBoundingClientRect();
        if (own.top < end - 0.5) report('overlaps the piece above');
        if (own.right > box.right || own.bottom > box.bottom + 0.5) report('overflows its row');
        const { overflowX, overflowY } = getComputedStyle(piece);
        if (overflowX !== 'clip' || overflowY !== 'clip') report('can paint over others');
        end = own.bottom;
      }
    };

    let lastKey: string | undefined;
    for (let attempts = 300; ; attempts--) {
      const rows = [...scroller.querySelectorAll<HTMLElement>('.row[data-key]')];
      const count = Number(rows[0]?.ariaSetSize ?? rows.length);
      const numberOf = (row: HTMLElement) => Number(row.ariaPosInSet ?? rows.indexOf(row) + 1);
      // By its key: the numbers of all rows change when older messages arrive.
      let last = rows.find((row) => row.dataset['key'] === lastKey);
      for (const row of rows) {
        const isNext = lastKey === undefined ? numberOf(row) === 1 : last && numberOf(row) === numberOf(last) + 1;
        if (!isNext) continue;
        read(row);
        last = row;
        lastKey = row.dataset['key'];
        attempts = 300;
      }
      if (count === 0 || (last && numberOf(last) === count)) break;
      if (attempts === 0) throw new Error(`none of ${count} rows was rendered after ${last?.innerText}`);
      if (last) last.scrollIntoView({ block: 'start' });
      else scroller.scrollTop = 0;
      await new Promise(requestAnimationFrame);
    }
    return { messages: [...messages], systemMessages: [...systemMessages.values()], misplaced: [...misplaced] };
  });
