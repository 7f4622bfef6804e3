import type { Mutant } from './mutant.ts';

/** Defects in reading, writing and message actions. */
export const interactionMutants: readonly Mutant[] = [
  {
    name: 'entries: a message is shown under the previous author',
    file: 'apps/web/src/room/timeline/entries.ts',
    original: 'sender.memberId === previous.memberId &&\n    ',
    mutated: '',
    killedBy: { test: 'apps/web/src/room/timeline/entries.test.ts' },
  },
  {
    name: 'settings: an update discards the choice of another tab',
    file: 'apps/web/src/settings/settings-store.ts',
    original: '{ ...this.#read(), ...changes }',
    mutated: '{ ...this.getState(), ...changes }',
    killedBy: { test: 'apps/web/src/settings/settings-store.test.ts' },
  },
  {
    name: 'i18n: the language of the browser overrides the chosen one',
    file: 'apps/web/src/i18n/language.ts',
    original: "if (choice !== 'auto') return choice;",
    mutated: '',
    killedBy: { test: 'apps/web/src/i18n/language.test.ts' },
  },
  {
    name: 'composer: a rejected message comes back as a command',
    file: 'apps/web/src/room/composer/slash-commands.ts',
    original: "text.startsWith('/') && parseMeAction(text) === undefined ? `/${text}` : text;",
    mutated: 'text;',
    killedBy: { test: 'apps/web/src/room/composer/slash-commands.test.ts' },
  },
  {
    name: 'text: a mention inside a quote notifies',
    file: 'apps/web/src/text/parse-text.ts',
    original: "node.type !== 'blockquote' && node.children.some(",
    mutated: 'node.children.some(',
    killedBy: {
      test: 'apps/web/src/text/parse-text.test.ts',
      title: 'a mention ignores case and normalization; in code, links and quotes there are no mentions',
    },
  },
  {
    name: 'mentions: the shortest nickname wins',
    file: 'apps/web/src/text/mentions.ts',
    original: 'ends.findLast(',
    mutated: 'ends.find(',
    killedBy: {
      test: 'apps/web/src/text/mentions.test.ts',
      title: 'the longest nickname of a person in the room wins where letters of another script follow',
    },
  },
  {
    name: 'links: an address goes on after wide punctuation',
    file: 'apps/web/src/text/find-links.ts',
    original: 'return NEVER_IN_ADDRESS.test(character);',
    mutated: String.raw`return /[\s"<>]/.test(character);`,
    killedBy: { test: 'apps/web/src/text/find-links.test.ts' },
  },
  {
    name: 'links: an address with a user name hides its host',
    file: 'apps/web/src/text/real-host.ts',
    original: 'typed.toLowerCase() === hostname',
    mutated: "typed.toLowerCase().split('@').at(-1) === hostname",
    killedBy: { test: 'apps/web/src/text/real-host.test.ts' },
  },
  {
    name: 'split: a part can end inside a grapheme',
    file: 'apps/web/src/text/split-point.ts',
    original: "  { findPoints: segmentStarts('grapheme'), minShare: 0 },\n",
    mutated: '',
    killedBy: {
      test: 'apps/web/src/text/split-text.test.ts',
      title: 'a grapheme is not split, unless it alone exceeds the limit',
    },
  },
  {
    name: 'draft: a reload loses an unfinished edit',
    file: 'apps/web/src/room/composer/draft-store.ts',
    original: "this.#storedEdit.write(edit ? serializeEdit(this.#editorId, edit) : '');",
    mutated: '',
    killedBy: { test: 'apps/web/src/room/composer/draft-store.test.ts' },
  },
  {
    name: 'draft: rejected text ends up in the message being edited',
    file: 'apps/web/src/room/composer/draft-store.ts',
    original: 'this.#update({ draft: prependTexts(this.getState().draft, texts) });',
    mutated: 'this.setText(prependTexts(this.getState().text, texts));',
    killedBy: { test: 'apps/web/src/room/composer/draft-store.test.ts' },
  },
  {
    name: 'message actions: an expired message can be edited',
    file: 'apps/web/src/room/message-actions/actions.ts',
    original: ' &&\n  ageOf(row.letter.at) < fixedLimits.editableMs;',
    mutated: ';',
    killedBy: { test: 'apps/web/src/room/message-actions/last-own-message.test.ts' },
  },
  {
    name: 'autocomplete: a suggestion drops the rest of the word',
    file: 'apps/web/src/room/composer/autocomplete.ts',
    original: 'const word = text.slice(start, end);',
    mutated: 'const word = prefix;',
    killedBy: { test: 'apps/web/src/room/composer/autocomplete.test.ts' },
  },
  {
    name: 'composer: Enter accepts a suggestion and also sends',
    file: 'apps/web/src/room/composer/composer.tsx',
    original: 'if (autocomplete.handleKey(event)) return event.preventDefault();',
    mutated: 'if (autocomplete.handleKey(event)) event.preventDefault();',
    killedBy: { browserTest: 'Enter accepts a suggested nickname and does not send', alsoInShortRun: true },
  },
  {
    name: 'service worker: a cached page is shown first',
    file: 'apps/web/src/service-worker/service-worker.ts',
    original: 'return preloaded ?? (await fetch(event.request));',
    mutated: `const kept = await caches.match('/');
    const fresh = preloaded ?? (await fetch(event.request));
    await (await caches.open('pages')).put('/', fresh.clone());
    return kept ?? fresh;`,
    killedBy: { browserTest: 'with a service worker the page is always the latest' },
  },
  {
    name: 'composer: typing a command shows the typing indicator',
    file: 'apps/web/src/room/composer/typing-notifier.ts',
    original: "command.type === 'send' && command.text.trim() !== '';",
    mutated: "command.type !== 'help' && text.trim() !== '';",
    killedBy: { test: 'apps/web/src/room/composer/typing-notifier.test.ts' },
  },
  {
    name: 'ignore list: messages of ignored members count as unread',
    file: 'apps/web/src/sync/view/ignored-rows.ts',
    original: '(isFrom(ignored, row) ? { key: row.key, type',
    mutated: '(isFrom(ignored, row) && row.isYours ? { key: row.key, type',
    killedBy: { test: 'apps/web/src/sync/view/ignored-rows.test.ts' },
  },
  {
    name: 'message: the text is inserted as HTML',
    file: 'apps/web/src/room/transcript/formatted-text.tsx',
    original: "case 'text':\n      return node.text;",
    mutated: "case 'text':\n      return <span dangerouslySetInnerHTML={{ __html: node.text }} />;",
    killedBy: { browserTest: 'hostile strings as messages and leave reasons' },
  },
  {
    name: 'fold: a message of many lines is shown whole',
    file: 'apps/web/src/text/fold-text.ts',
    original: 'return lines > fixedLimits.messageLines ? { lines, length } : undefined;',
    mutated: 'return lines > 4_000 ? { lines, length } : undefined;',
    killedBy: { test: 'apps/web/src/text/fold-text.test.ts' },
  },
  {
    name: 'fold: unfolding the last message scrolls to its end',
    file: 'apps/web/src/room/transcript/transcript.tsx',
    original: 'virtualList.leaveEnd();',
    mutated: '',
    killedBy: { browserTest: 'a message of more than 100 lines is folded' },
  },
];
