import type { Mutant } from './mutant.ts';

/** Defects in scrolling a long transcript, and in announcing it. */
export const transcriptMutants: readonly Mutant[] = [
  {
    name: 'transcript: new messages move a reader of older ones',
    file: 'apps/web/src/room/transcript/virtual-list/scroll-anchor.ts',
    original: 'if (this.#drift() !== 0 || Math.abs(this.#margin) >= 1) this.#restoreOffset();',
    mutated: '',
    killedBy: { browserTest: 'phone .*new messages do not move a reader who scrolled back in a long transcript' },
  },
  {
    name: 'transcript: older messages move what the reader reads',
    file: 'apps/web/src/room/transcript/virtual-list/use-virtual-list.ts',
    original: 'else if (hasNewStart) anchor.current?.restoreBelow();',
    mutated: '',
    killedBy: {
      browserTest: 'phone .*older messages are loaded as the reader scrolls back, and do not move what they read',
    },
  },
  {
    name: 'transcript: older messages are rendered instead of those that the reader sees',
    file: 'apps/web/src/room/transcript/virtual-list/use-virtual-list.ts',
    original: 'if (shift !== 0) setViewport({ ...current, top: current.top + shift });',
    mutated: '',
    killedBy: {
      browserTest: 'phone .*older messages are loaded as the reader scrolls back, and do not move what they read',
    },
  },
  {
    name: 'older messages: an answer that was not asked for is shown',
    file: 'apps/web/src/sync/view/older-letters.ts',
    original: "older.state === 'loading' && answer.epoch === epoch && answer.before === older.before;",
    mutated: "older.state === 'loading';",
    killedBy: { test: 'apps/web/src/sync/view/older-letters.test.ts' },
  },
  {
    name: 'older messages: an edit that arrives before the answer is lost',
    file: 'apps/web/src/sync/view/older-letters.ts',
    original: '[...letters, ...older.changes].toSorted(',
    mutated: '[...letters].toSorted(',
    killedBy: { test: 'apps/web/src/sync/view/older-letters.test.ts' },
  },
  {
    name: 'older messages: the page says that it has everything, though messages are gone',
    file: 'apps/web/src/sync/view/older-letters.ts',
    original: 'const gone = older.gone + countMissedMessages(answer);',
    mutated: 'const gone = older.gone;',
    killedBy: { test: 'apps/web/src/sync/view/older-letters.test.ts' },
  },
  {
    name: 'transcript: a render undoes a scroll without an event',
    file: 'apps/web/src/room/transcript/virtual-list/scroll-anchor.ts',
    original: 'return undefined;\n    if (this.#hasUnhandledScroll()) this.onScroll();',
    mutated: 'return undefined;',
    killedBy: {
      browserTest: 'desktop .*rows rendered before the scroll event do not scroll back to the end',
    },
  },
  {
    name: 'transcript: a message returns a reader to the end who begins to scroll back',
    file: 'apps/web/src/room/transcript/virtual-list/scroll-anchor.ts',
    original: 'this.#isAtEnd = isNearEnd && !isScrollingBack;',
    mutated: 'this.#isAtEnd = isNearEnd;',
    killedBy: {
      browserTest: 'desktop .*a reader who begins to scroll back is not returned to the end by a message',
    },
  },
  {
    name: 'transcript: Home leads to where the start was before',
    file: 'apps/web/src/room/transcript/virtual-list/scroll-anchor.ts',
    original: 'this.#destination = destination;',
    mutated: '',
    killedBy: {
      browserTest: 'desktop .*Home leads to the very start, past rows that are higher than expected',
    },
  },
  {
    name: 'transcript: a slow frame ends the scrolling to the start',
    file: 'apps/web/src/room/transcript/virtual-list/scroll-anchor.ts',
    original: 'afterTwoFrames(() => {',
    mutated: 'queueMicrotask(() => {',
    killedBy: {
      browserTest: 'desktop .*Home leads to the very start, past rows that are higher than expected',
    },
  },
  {
    name: 'transcript: a reader at the start cannot reach rows that were added above',
    file: 'apps/web/src/room/transcript/virtual-list/scroll-anchor.ts',
    original: 'return this.#margin <= -1 && this.#scroller.scrollTop < 1;',
    mutated: 'return false;',
    killedBy: {
      browserTest: 'desktop .*keys and wheel scroll beyond messages that are added above while the reader scrolls',
    },
  },
  {
    name: 'transcript: sending does not scroll to the end',
    file: 'apps/web/src/room/transcript/virtual-list/use-virtual-list.ts',
    original: 'if (hasSent) anchor.current?.scrollToEnd();',
    mutated: 'if (hasSent) anchor.current?.restore();',
    killedBy: { browserTest: 'desktop .*new messages do not move a reader who scrolled back in a long transcript' },
  },
  {
    name: 'transcript: the focused row is removed when it scrolls away',
    file: 'apps/web/src/room/transcript/virtual-list/rows-to-render.ts',
    original: '...pinned.filter((index) => index < first),',
    mutated: '',
    killedBy: { test: 'apps/web/src/room/transcript/virtual-list/rows-to-render.test.ts' },
  },
  {
    name: 'transcript: a row measured twice counts twice',
    file: 'apps/web/src/room/transcript/virtual-list/row-heights.ts',
    original: 'this.#sum += height - (before ?? 0);',
    mutated: 'this.#sum += height;',
    killedBy: { test: 'apps/web/src/room/transcript/virtual-list/row-heights.test.ts' },
  },
  {
    name: 'copying: select all takes only the rendered rows',
    file: 'apps/web/src/room/transcript/copying/copy-selection.ts',
    original: 'const from = startsAbove ? 0 : indexOf(first);',
    mutated: 'const from = indexOf(first);',
    killedBy: { browserTest: 'desktop .*what is selected of a long transcript is copied whole, rendered or not' },
  },
  {
    name: 'copying: the row in which the selection began is removed when it scrolls away',
    file: 'apps/web/src/room/transcript/transcript.tsx',
    original: 'indicesOf(keys, [selected, target?.key, ...selectionEnds])',
    mutated: 'indicesOf(keys, [selected, target?.key, ...selectionEnds.slice(2)])',
    killedBy: { browserTest: 'desktop .*what is selected of a long transcript is copied whole, rendered or not' },
  },
  {
    name: 'copying: an edit that the room does not have yet is left out',
    file: 'apps/web/src/room/transcript/copying/copied-text.ts',
    original: 'isEdited ? change.text : text',
    mutated: 'isEdited && change.text === text ? change.text : text',
    killedBy: { test: 'apps/web/src/room/transcript/copying/copied-text.test.ts' },
  },
  {
    name: 'printing: the reader is elsewhere afterwards',
    file: 'apps/web/src/room/transcript/virtual-list/use-virtual-list.ts',
    original: 'usePrinting(() => anchor.current?.hold());',
    mutated: 'usePrinting(() => {});',
    killedBy: { browserTest: 'desktop .*a long transcript is printed whole, and the reader stays where they are' },
  },
  {
    name: 'store: each part of split mail reports the gap',
    file: 'apps/web/src/sync/view/split-mail.ts',
    original: 'missed: 0 };',
    mutated: 'missed: mail.missed };',
    killedBy: { test: 'apps/web/src/sync/view/split-mail.test.ts' },
  },
  {
    name: 'store: a stopped store applies the rest of split mail',
    file: 'apps/web/src/sync/room-store.ts',
    original: 'if (signal.aborted) return;\n      this.#apply(chunk);',
    mutated: 'this.#apply(chunk);',
    killedBy: {
      test: 'apps/web/src/sync/room-store.test.ts',
      title: 'a store that stops between two chunks applies no more of them',
    },
  },
  {
    name: 'find: the search text is not normalized',
    file: 'apps/web/src/find/search-entries.ts',
    original: "const wanted = foldGraphemes(searchText.trim()).join('');",
    mutated: 'const wanted = searchText.trim();',
    killedBy: {
      test: 'apps/web/src/find/search-entries.test.ts',
      title: 'the range of a match is in units of the original text',
    },
  },
  {
    name: 'announcements: each message of a burst is announced',
    file: 'apps/web/src/room/timeline/announcements.ts',
    original: 'const isMessageBurst = messages.length > MAX_SINGLE;',
    mutated: 'const isMessageBurst = messages.length > MAX_SINGLE * MAX_SINGLE * MAX_SINGLE;',
    killedBy: { test: 'apps/web/src/room/timeline/announcements.test.ts' },
  },
  {
    name: 'older: changes that arrive between the parts of an answer are lost',
    file: 'apps/web/src/sync/view/older-letters.ts',
    original: "return { ...next, older: { ...next.older, state: 'loading', changes: view.older.changes } };",
    mutated: "return { ...next, older: { ...next.older, state: 'loading', changes: [] } };",
    killedBy: { test: 'apps/web/src/sync/view/older-letters.test.ts' },
  },
  {
    name: 'older: edits and deletions come with another part than their message',
    file: 'apps/web/src/sync/view/older-letters.ts',
    original: 'const letters = [...part, ...own];',
    mutated: 'const letters = start === 0 ? [...part, ...changes] : part;',
    killedBy: { test: 'apps/web/src/sync/view/older-letters.test.ts' },
  },
];
