import { Settings } from './settings.ts';

interface SettingsStoreOptions {
  /** Where they are kept as text, for this browser's other tabs and the next time. */
  readonly kept: { readonly read: () => string; readonly write: (text: string) => void };
  /** Calls back when another tab kept something; the returned function stops that. */
  readonly onKeptElsewhere: (listener: () => void) => () => void;
}

/** What a person chose: the same in all tabs of a browser, and kept there. */
export class SettingsStore {
  readonly #options: SettingsStoreOptions;
  readonly #listeners = new Set<() => void>();
  #text: string | undefined;
  #settings: Settings | undefined;
  #stop = () => {};

  constructor(options: SettingsStoreOptions) {
    this.#options = options;
  }

  readonly now = (): Settings => (this.#settings ??= this.#read());

  readonly subscribe = (listener: () => void) => {
    if (this.#listeners.size === 0) this.#stop = this.#options.onKeptElsewhere(this.#readAgain);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  /** Chooses some of it anew. What another tab chose a moment ago stays. */
  readonly choose = (some: Partial<Settings>) => {
    this.#settings = { ...this.#read(), ...some };
    this.#text = JSON.stringify(this.#settings);
    this.#options.kept.write(this.#text);
    this.#tell();
  };

  readonly #readAgain = () => {
    // Other tabs keep much else.
    if (this.#options.kept.read() === this.#text) return;
    this.#settings = this.#read();
    this.#tell();
  };

  #read() {
    this.#text = this.#options.kept.read();
    return parsed(this.#text);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

const parsed = (text: string): Settings => {
  try {
    return Settings.parse(JSON.parse(text));
  } catch {
    return Settings.parse({});
  }
};
