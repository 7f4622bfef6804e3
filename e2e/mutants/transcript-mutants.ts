import type { Mutant } from './mutants.ts';

/** Ways to lose one's place in a long transcript, or to tell of it wrongly. */
export const transcriptMutants: readonly Mutant[] = [
  {
    name: 'transcript: who reads back is moved by what comes',
    file: 'apps/web/src/room/transcript/scroll-anchor.ts',
    original: 'if (this.#drift() !== 0 || Math.abs(this.#pushed) >= 1) this.#putBack();',
    mutated: '',
    killedBy: { browserTest: 'phone .*who reads back in a long transcript stays where they are' },
  },
  {
    name: 'transcript: what was scrolled and not heard of yet is undone',
    file: 'apps/web/src/room/transcript/scroll-anchor.ts',
    original: 'if (this.#wasScrolled()) this.scrolled();',
    mutated: '',
    killedBy: {
      browserTest: 'desk .*who scrolled back is not taken to the end by what is drawn before the page hears of it',
    },
  },
  {
    name: 'transcript: one’s own line is said where one does not look',
    file: 'apps/web/src/room/transcript/use-virtual-list.ts',
    original: 'if (hasPosted) place.current?.goToEnd();',
    mutated: 'if (hasPosted) place.current?.keep();',
    killedBy: { browserTest: 'desk .*who reads back in a long transcript stays where they are' },
  },
  {
    name: 'transcript: the line with the focus goes when it is out of sight',
    file: 'apps/web/src/room/transcript/rows-to-render.ts',
    original: '...kept.filter((index) => index < first),',
    mutated: '',
    killedBy: { test: 'apps/web/src/room/transcript/rows-to-render.test.ts' },
  },
  {
    name: 'transcript: a row that was measured twice counts twice',
    file: 'apps/web/src/room/transcript/row-heights.ts',
    original: 'this.#sum += height - (before ?? 0);',
    mutated: 'this.#sum += height;',
    killedBy: { test: 'apps/web/src/room/transcript/row-heights.test.ts' },
  },
  {
    name: 'store: of much mail each part tells of the gap before it',
    file: 'apps/web/src/sync/split-mail.ts',
    original: 'missed: 0 };',
    mutated: 'missed: mail.missed };',
    killedBy: { test: 'apps/web/src/sync/split-mail.test.ts' },
  },
  {
    name: 'store: who stops in the middle of much mail hears the rest',
    file: 'apps/web/src/sync/room-store.ts',
    original: 'if (signal.aborted) return;\n      this.#take(part);',
    mutated: 'this.#take(part);',
    killedBy: { test: 'apps/web/src/sync/room-store.test.ts' },
  },
  {
    name: 'find: what stands there is sought in one spelling only',
    file: 'apps/web/src/find/search-entries.ts',
    original: "const wanted = inPieces(sought.trim()).join('');",
    mutated: 'const wanted = sought.trim();',
    killedBy: { test: 'apps/web/src/find/search-entries.test.ts' },
  },
  {
    name: 'reading aloud: each line of a flood is read',
    file: 'apps/web/src/room/timeline/announcements.ts',
    original: 'const isFlood = said.length > FEW;',
    mutated: 'const isFlood = said.length > FEW * FEW * FEW;',
    killedBy: { test: 'apps/web/src/room/timeline/announcements.test.ts' },
  },
];
