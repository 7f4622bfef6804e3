/** Whether a host name leads to the computer of the reader, wherever that is. */
export const isLocalHost = (hostname: string): boolean =>
  /^(.+\.)?localhost\.?$|^127\.[\d.]+$|^0\.0\.0\.0$|^\[::1\]$|^\[::ffff:7f[\da-f]{2}:[\da-f]+\]$/.test(hostname);

interface RoomAddressesOptions {
  /** Where this page is, without query and hash. */
  readonly ownAddress: URL;
  /** Asks the server for the addresses at which others reach it, best first. */
  readonly fetchAddresses: () => Promise<readonly string[]>;
}

/** The addresses of the room that are good for sharing. A page on the host machine may have one that works only there. */
export class RoomAddresses {
  readonly #options: RoomAddressesOptions;
  #known: readonly string[] = [];
  #chosen: string | undefined;

  constructor(options: RoomAddressesOptions) {
    this.#options = options;
  }

  /** Whether the address of this page works only on this computer. */
  get isLocalOnly(): boolean {
    return isLocalHost(this.#options.ownAddress.hostname);
  }

  /** Resolves with the addresses at which others reach the room, best first. Empty if there are none. Rejects if the server refuses. */
  readonly fetch = async (): Promise<readonly string[]> => {
    if (!this.isLocalOnly) return [this.#options.ownAddress.href];
    this.#known = await this.#options.fetchAddresses();
    return this.#known;
  };

  /** Makes `best` resolve with this address, as long as it is one of the room. */
  readonly choose = (address: string) => {
    this.#chosen = address;
  };

  /**
   * Resolves with the address to share: the chosen one, or the best. If others cannot reach the room, with that of this page. Asks the server only
   * if it has named none yet: Safari lets a click write to the clipboard only if nothing has to be loaded for that.
   */
  readonly best = async (): Promise<string> => {
    const { ownAddress } = this.#options;
    if (!this.isLocalOnly) return ownAddress.href;
    if (this.#known.length === 0) await this.fetch().catch(() => {});
    return this.#known.find((address) => address === this.#chosen) ?? this.#known[0] ?? ownAddress.href;
  };
}
