import type { Fault } from './faults.ts';

/** Ways to lose one's place in a long transcript, or to tell of it wrongly. */
export const transcriptFaults: readonly Fault[] = [
  {
    name: 'transcript: who reads back is moved by what comes',
    file: 'apps/web/src/room/transcript/scroll-anchor.ts',
    right: 'if (this.#drift() !== 0 || Math.abs(this.#pushed) >= 1) this.#putBack();',
    wrong: '',
    caughtBy: { story: 'phone .*who reads back in a long transcript stays where they are' },
  },
  {
    name: 'transcript: what was scrolled and not heard of yet is undone',
    file: 'apps/web/src/room/transcript/scroll-anchor.ts',
    right: 'if (this.#wasScrolled()) this.scrolled();',
    wrong: '',
    caughtBy: {
      story: 'desk .*who scrolled back is not taken to the end by what is drawn before the page hears of it',
    },
  },
  {
    name: 'transcript: one’s own line is said where one does not look',
    file: 'apps/web/src/room/transcript/use-virtual-list.ts',
    right: 'if (hasPosted) place.current?.goToEnd();',
    wrong: 'if (hasPosted) place.current?.keep();',
    caughtBy: { story: 'desk .*who reads back in a long transcript stays where they are' },
  },
  {
    name: 'transcript: the line with the focus goes when it is out of sight',
    file: 'apps/web/src/room/transcript/rows-to-render.ts',
    right: '...kept.filter((index) => index < first),',
    wrong: '',
    caughtBy: { test: 'apps/web/src/room/transcript/rows-to-render.test.ts' },
  },
  {
    name: 'transcript: a row that was measured twice counts twice',
    file: 'apps/web/src/room/transcript/row-heights.ts',
    right: 'this.#sum += height - (before ?? 0);',
    wrong: 'this.#sum += height;',
    caughtBy: { test: 'apps/web/src/room/transcript/row-heights.test.ts' },
  },
  {
    name: 'store: of much mail each part tells of the gap before it',
    file: 'apps/web/src/sync/split-mail.ts',
    right: 'missed: 0 };',
    wrong: 'missed: mail.missed };',
    caughtBy: { test: 'apps/web/src/sync/split-mail.test.ts' },
  },
  {
    name: 'store: who stops in the middle of much mail hears the rest',
    file: 'apps/web/src/sync/room-store.ts',
    right: 'if (signal.aborted) return;\n      this.#take(part);',
    wrong: 'this.#take(part);',
    caughtBy: { test: 'apps/web/src/sync/room-store.test.ts' },
  },
  {
    name: 'find: what stands there is sought in one spelling only',
    file: 'apps/web/src/find/search-entries.ts',
    right: "const wanted = inPieces(sought.trim()).join('');",
    wrong: 'const wanted = sought.trim();',
    caughtBy: { test: 'apps/web/src/find/search-entries.test.ts' },
  },
  {
    name: 'reading aloud: each line of a flood is read',
    file: 'apps/web/src/room/timeline/announcements.ts',
    right: 'const isFlood = said.length > FEW;',
    wrong: 'const isFlood = said.length > FEW * FEW * FEW;',
    caughtBy: { test: 'apps/web/src/room/timeline/announcements.test.ts' },
  },
];
