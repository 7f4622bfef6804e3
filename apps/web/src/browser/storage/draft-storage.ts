import * as z from 'zod/mini';
import { createEmitter } from '../../sync/store.ts';
import { pageId } from '../ids/page-id.ts';
import { browserStorage, tabStorage, type PageStorage } from './page-storage.ts';

const StoredDraft = z.object({
  /** The text of the next message. */
  draft: z.string(),
  /** The mutation id of the message that it replies to. Empty: none. */
  reply: z._default(z.string(), ''),
  /** The edit in progress as JSON. Empty: none. */
  edit: z.string(),
  /** Whether the page said that it closes. */
  isReleased: z.boolean(),
  /** The page that offers the draft to its user, after the page that wrote it was closed. */
  offeredBy: z.optional(z.string()),
});
type StoredDraft = z.infer<typeof StoredDraft>;

/** What the composer of a page holds. */
type Draft = Pick<StoredDraft, 'draft' | 'reply' | 'edit'>;

/** The draft of a closed page. */
interface OfferedDraft extends Draft {
  /** The page that wrote it. */
  readonly pageId: string;
}

/** Each page has an entry of its own, so that no page replaces the draft of another one. */
const PREFIX = 'mailroom.draft.';
/** Where a tab stores its draft as JSON if the storage that the tabs share does not. */
const TAB_KEY = 'mailroom.composer';
/** Where pages of version 0.1, and those that followed, stored the draft and the edit of their tab. */
const FORMER_KEYS = { draft: 'mailroom.draft', edit: 'mailroom.edit' };

const NOTHING: Draft = { draft: '', reply: '', edit: '' };

/**
 * The draft of one page in the storage of the browser, and those of closed pages, which it offers to its user.
 *
 * The draft survives a reload, and a closed tab. What the page itself reads is always what was written last, even if it is not stored.
 */
export class DraftStorage {
  readonly #pageId: string;
  readonly #shared: PageStorage;
  readonly #tab: PageStorage;
  readonly #taken = createEmitter();
  #own = NOTHING;
  /** Whether the other pages can see the draft. */
  #isShared = false;

  /** @param options `shared`: what all tabs share; `tab`: what only this tab has */
  constructor({ pageId, shared, tab }: { pageId: string; shared: PageStorage; tab: PageStorage }) {
    this.#pageId = pageId;
    this.#shared = shared;
    this.#tab = tab;
  }

  /** The text of the next message. */
  readonly draft = this.#part('draft');
  /** The mutation id of the message that the next message replies to. Stored only with a draft or an edit. */
  readonly reply = this.#part('reply');
  /** The edit in progress. */
  readonly edit = this.#part('edit');

  /** Calls the listener when another page took the draft of this one, which the browser had put aside. */
  readonly onTaken = this.#taken.subscribe;

  /**
   * Begins with the draft of the page that this tab showed before.
   *
   * @param predecessorId undefined if there was none, or if it is still open: then the tab is a duplicate, and what it stores is a copy of what
   *   belongs to the original
   */
  adopt(predecessorId: string | undefined) {
    if (predecessorId !== undefined) {
      const key = PREFIX + predecessorId;
      const former = { ...NOTHING, draft: this.#tab.read(FORMER_KEYS.draft), edit: this.#tab.read(FORMER_KEYS.edit) };
      const stored = parse(this.#tab.read(TAB_KEY)) ?? (isEmpty(former) ? this.#read(key) : former);
      const { draft, reply, edit } = stored ?? NOTHING;
      this.#own = { draft, reply, edit };
      this.#write(key, undefined);
    }
    for (const key of [TAB_KEY, FORMER_KEYS.draft, FORMER_KEYS.edit]) this.#tab.write(key, '');
    this.#store({ isReleased: false });
  }

  /** Leaves the draft, and those that this page offers, to another page: this one closes. */
  release() {
    this.#store({ isReleased: true });
    for (const { pageId } of this.offered()) this.#update(pageId, { offeredBy: undefined });
  }

  /** Continues with the draft after the browser had put this page aside. If another page took it meanwhile, this one no longer has it. */
  resume() {
    const isTaken = this.#isShared && !this.#read(PREFIX + this.#pageId);
    if (isTaken) this.#own = NOTHING;
    this.#store({ isReleased: false });
    if (isTaken) this.#taken.emit();
  }

  /**
   * Begins to offer the drafts of closed pages. No other page offers them from then on.
   *
   * @param isOpen whether a page that did not say that it closes is still open: it may have crashed
   */
  claim(isOpen: (pageId: string) => boolean) {
    for (const key of this.#shared.keys(PREFIX)) {
      const id = key.slice(PREFIX.length);
      const stored = this.#read(key);
      const isClosed = stored && id !== this.#pageId && (stored.isReleased || !isOpen(id));
      const isOffered = stored?.offeredBy !== undefined && isOpen(stored.offeredBy);
      if (isClosed && !isOffered) this.#update(id, { offeredBy: this.#pageId });
    }
  }

  /** Returns the drafts that this page offers. */
  offered(): OfferedDraft[] {
    return this.#shared.keys(PREFIX).flatMap((key) => {
      const stored = this.#read(key);
      if (stored?.offeredBy !== this.#pageId) return [];
      const { draft, reply, edit } = stored;
      return { draft, reply, edit, pageId: key.slice(PREFIX.length) };
    });
  }

  /** Removes a draft that this page offers. Returns false if it no longer does. */
  removeOffered(id: string): boolean {
    const isOffered = this.offered().some(({ pageId }) => pageId === id);
    if (isOffered) this.#write(PREFIX + id, undefined);
    return isOffered;
  }

  #part(name: keyof Draft) {
    return {
      read: () => this.#own[name],
      write: (text: string) => {
        this.#own = { ...this.#own, [name]: text };
        this.#store({ isReleased: false });
      },
    };
  }

  /** Stores the draft where other pages see it or, if that fails, in the tab. Nothing older stays in either place. */
  #store({ isReleased }: Pick<StoredDraft, 'isReleased'>) {
    const key = PREFIX + this.#pageId;
    const draft = isEmpty(this.#own) ? undefined : { ...this.#own, isReleased };
    const isStored = this.#write(key, draft);
    if (!isStored) this.#write(key, undefined);
    this.#isShared = isStored && draft !== undefined;
    this.#tab.write(TAB_KEY, isStored ? '' : JSON.stringify(draft ?? { ...NOTHING, isReleased }));
  }

  #update(id: string, change: Partial<StoredDraft>) {
    const stored = this.#read(PREFIX + id);
    if (stored) this.#write(PREFIX + id, { ...stored, ...change });
  }

  #read(key: string): StoredDraft | undefined {
    return parse(this.#shared.read(key));
  }

  /** Returns whether the browser stored it. */
  #write(key: string, stored: StoredDraft | undefined): boolean {
    return this.#shared.write(key, stored ? JSON.stringify(stored) : '');
  }
}

/** The draft of this page. */
export const pageDraft = new DraftStorage({ pageId, shared: browserStorage, tab: tabStorage });

/** Calls `listener` after another page changed a stored draft. Returns the unsubscribe function. */
export const onDraftsStored = (listener: () => void): (() => void) => {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === null || key.startsWith(PREFIX)) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
};

const isEmpty = ({ draft, edit }: Draft) => draft === '' && edit === '';

const parse = (text: string): StoredDraft | undefined => {
  try {
    return StoredDraft.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
