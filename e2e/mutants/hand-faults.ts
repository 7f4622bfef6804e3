import type { Fault } from './faults.ts';

/** Ways to break what a person reads, writes and does. */
export const handFaults: readonly Fault[] = [
  {
    name: 'transcript: a line stands under the name of who spoke before',
    file: 'apps/web/src/room/timeline/entries.ts',
    right: 'line.author === before.author && ',
    wrong: '',
    caughtBy: { test: 'apps/web/src/room/timeline/entries.test.ts' },
  },
  {
    name: 'settings: what another tab chose a moment ago is undone',
    file: 'apps/web/src/settings/settings-store.ts',
    right: '{ ...this.#read(), ...some }',
    wrong: '{ ...this.now(), ...some }',
    caughtBy: { test: 'apps/web/src/settings/settings-store.test.ts' },
  },
  {
    name: 'words: the language that was chosen yields to the browser’s',
    file: 'apps/web/src/i18n/language.ts',
    right: "if (chosen !== 'auto') return chosen;",
    wrong: '',
    caughtBy: { test: 'apps/web/src/i18n/language.test.ts' },
  },
  {
    name: 'composer: a line that was turned down comes back as a command',
    file: 'apps/web/src/room/composer/slash-commands.ts',
    right: "text.startsWith('/') && actionIn(text) === undefined ? `/${text}` : text;",
    wrong: 'text;',
    caughtBy: { test: 'apps/web/src/room/composer/slash-commands.test.ts' },
  },
  {
    name: 'text: who is quoted is spoken to',
    file: 'apps/web/src/text/parse-text.ts',
    right: "piece.type !== 'quote' && piece.pieces.some(",
    wrong: 'piece.pieces.some(',
    caughtBy: { test: 'apps/web/src/text/parse-text.test.ts' },
  },
  {
    name: 'split: a seam goes through what people see as one character',
    file: 'apps/web/src/text/split-point.ts',
    right: "  { places: beginnings('grapheme'), share: 0 },\n",
    wrong: '',
    caughtBy: { test: 'apps/web/src/text/split-text.test.ts' },
  },
  {
    name: 'writing: a reload forgets what a line was to read like',
    file: 'apps/web/src/room/composer/draft-store.ts',
    right: "this.#edit.write(edit ? JSON.stringify({ memberId: this.#editorId, edit }) : '');",
    wrong: '',
    caughtBy: { test: 'apps/web/src/room/composer/draft-store.test.ts' },
  },
  {
    name: 'writing: what could not be said gets into the line that is edited',
    file: 'apps/web/src/room/composer/draft-store.ts',
    right: 'this.#change({ draft: withTexts(this.#written.draft, texts) });',
    wrong: 'this.write(withTexts(this.#written.text, texts));',
    caughtBy: { test: 'apps/web/src/room/composer/draft-store.test.ts' },
  },
  {
    name: 'deeds: what is too old is offered to be edited',
    file: 'apps/web/src/room/message-actions/actions.ts',
    right: ' &&\n  ageOf(row.letter.at) < fixedLimits.editableMs;',
    wrong: ';',
    caughtBy: { test: 'apps/web/src/room/message-actions/last-own-message.test.ts' },
  },
  {
    name: 'composer: what is offered swallows the rest of the word',
    file: 'apps/web/src/room/composer/autocomplete.ts',
    right: 'const word = text.slice(start, end);',
    wrong: 'const word = begun;',
    caughtBy: { test: 'apps/web/src/room/composer/autocomplete.test.ts' },
  },
  {
    name: 'composer: Enter takes what is offered, and sends, too',
    file: 'apps/web/src/room/composer/composer.tsx',
    right: 'if (completion.onKey(event)) return event.preventDefault();',
    wrong: 'if (completion.onKey(event)) event.preventDefault();',
    caughtBy: { story: 'a nickname by keyboard: Enter takes it and does not send' },
  },
  {
    name: 'worker: yesterday’s page is shown, because it is there sooner',
    file: 'apps/web/src/service-worker/service-worker.ts',
    right: 'return preloaded ?? (await fetch(event.request));',
    wrong: `const kept = await caches.match('/');
    const fresh = preloaded ?? (await fetch(event.request));
    await (await caches.open('pages')).put('/', fresh.clone());
    return kept ?? fresh;`,
    caughtBy: { story: 'installed, the page is the newest there is' },
  },
  {
    name: 'composer: others hear that a command is being written',
    file: 'apps/web/src/room/composer/typing-notifier.ts',
    right: "command.type === 'say' && command.text.trim() !== '';",
    wrong: "command.type !== 'help' && text.trim() !== '';",
    caughtBy: { test: 'apps/web/src/room/composer/typing-notifier.test.ts' },
  },
  {
    name: 'ignoring: lines of those whom one ignores count as new',
    file: 'apps/web/src/sync/ignored-rows.ts',
    right: '(isBy(ignored, row) ? { key: row.key, type',
    wrong: '(isBy(ignored, row) && row.isYours ? { key: row.key, type',
    caughtBy: { test: 'apps/web/src/sync/ignored-rows.test.ts' },
  },
  {
    name: 'line: what is written is taken for markup',
    file: 'apps/web/src/room/transcript/formatted-text.tsx',
    right: "case 'words':\n      return piece.text;",
    wrong: "case 'words':\n      return <span dangerouslySetInnerHTML={{ __html: piece.text }} />;",
    caughtBy: { story: 'hostile strings, said and given as reasons' },
  },
];
