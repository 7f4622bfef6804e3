import { createEmitter, type Unsubscribe } from '../sync/store.ts';
import { Settings } from './settings.ts';

interface SettingsStoreOptions {
  /** Where the settings are stored as text, for the other tabs and the next visit. */
  readonly storage: { readonly read: () => string; readonly write: (text: string) => void };
  /** Calls the listener after another tab wrote to the storage. */
  readonly onExternalChange: (listener: () => void) => Unsubscribe;
}

/** The settings of this browser, shared by its tabs. Listens to the other tabs only while it has listeners itself. */
export class SettingsStore {
  readonly #options: SettingsStoreOptions;
  readonly #changed = createEmitter();
  /** The stored text that `#settings` was parsed from. */
  #text: string | undefined;
  #settings: Settings | undefined;
  #stopListening = () => {};

  constructor(options: SettingsStoreOptions) {
    this.#options = options;
  }

  readonly getState = (): Settings => (this.#settings ??= this.#read());

  readonly subscribe = (listener: () => void): Unsubscribe => {
    if (!this.#changed.hasListeners()) this.#stopListening = this.#options.onExternalChange(this.#reload);
    const unsubscribe = this.#changed.subscribe(listener);
    return () => {
      unsubscribe();
      if (!this.#changed.hasListeners()) this.#stopListening();
    };
  };

  /** Stores the changes. Keeps what another tab changed in the meantime. */
  readonly update = (changes: Partial<Settings>) => {
    this.#settings = { ...this.#read(), ...changes };
    this.#text = JSON.stringify(this.#settings);
    this.#options.storage.write(this.#text);
    this.#changed.emit();
  };

  readonly #reload = () => {
    // Other tabs write other values too.
    if (this.#options.storage.read() === this.#text) return;
    this.#settings = this.#read();
    this.#changed.emit();
  };

  #read() {
    this.#text = this.#options.storage.read();
    return parseSettings(this.#text);
  }
}

const parseSettings = (text: string): Settings => {
  try {
    // Version 0.1 stored `membership` as `goings`.
    const { goings, ...settings } = JSON.parse(text);
    return Settings.parse({ membership: goings, ...settings });
  } catch {
    return Settings.parse({});
  }
};
