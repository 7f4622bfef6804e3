interface UnstoredValue {
  readonly text: string;
  /** What the storage held instead when it was last readable. Undefined: it was never readable since. */
  readonly stored: string | undefined;
}

/**
 * The values of `localStorage` or `sessionStorage` as this page knows them. The empty text stands for none.
 *
 * A value that the browser does not store, because the storage is full or blocked, lasts as long as the page. It counts until another page
 * stores a later one. When the browser stores something again, it is stored as well.
 */
export class PageStorage {
  readonly #storage: () => Storage;
  readonly #unstored = new Map<string, UnstoredValue>();

  /** @param storage may throw, as the properties of `window` do where storage is blocked */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  read(key: string): string {
    const stored = this.#readStored(key);
    return this.#current(key, stored)?.text ?? stored ?? '';
  }

  /** Returns whether the browser stored the value. */
  write(key: string, text: string): boolean {
    if (!this.#tryStore(key, text)) {
      this.#unstored.set(key, { text, stored: this.#readStored(key) });
      return false;
    }
    this.#unstored.delete(key);
    this.#retry();
    return true;
  }

  /** Returns the keys with this prefix that have a value. */
  keys(prefix: string): string[] {
    const all = new Set([...this.#storedKeys(), ...this.#unstored.keys()]);
    return [...all].filter((key) => key.startsWith(prefix) && this.read(key) !== '');
  }

  /** The value that was not stored, unless another page stored a later one. */
  #current(key: string, stored: string | undefined): UnstoredValue | undefined {
    const unstored = this.#unstored.get(key);
    if (!unstored || stored === undefined || stored === unstored.stored) return unstored;
    if (unstored.stored !== undefined) {
      this.#unstored.delete(key);
      return undefined;
    }
    // The storage could not be read before: what it holds is older.
    const readable = { ...unstored, stored };
    this.#unstored.set(key, readable);
    return readable;
  }

  /** Stores what was not stored before, unless another page stored a later value. */
  #retry() {
    for (const key of this.#unstored.keys()) {
      const unstored = this.#current(key, this.#readStored(key));
      if (unstored && this.#tryStore(key, unstored.text)) this.#unstored.delete(key);
    }
  }

  #tryStore(key: string, text: string): boolean {
    try {
      if (text === '') this.#storage().removeItem(key);
      else this.#storage().setItem(key, text);
    } catch {
      return false;
    }
    // Some browsers report no error and store nothing.
    return this.#readStored(key) === text;
  }

  #readStored(key: string): string | undefined {
    try {
      return this.#storage().getItem(key) ?? '';
    } catch {
      return undefined;
    }
  }

  #storedKeys(): string[] {
    try {
      return Object.keys(this.#storage());
    } catch {
      return [];
    }
  }
}

/** What all tabs of this browser share. */
export const browserStorage = new PageStorage(() => localStorage);

/** What this tab keeps across reloads. A duplicated tab begins with a copy. */
export const tabStorage = new PageStorage(() => sessionStorage);

/** Whether the browser stores values of this size for the next visit. */
export const canStore = (): boolean => {
  const isStored = browserStorage.write(PROBE, 'x'.repeat(64));
  browserStorage.write(PROBE, '');
  return isStored;
};

const PROBE = 'mailroom.probe';
