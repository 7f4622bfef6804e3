/** The bytes of the last request on one connection (HTTP/1.1 without pipelining: bytes after the start of a response are the next request). */
export class LastRequest {
  /** Number of requests so far. */
  count = 0;
  isReplayed = false;
  #bytes: Buffer[] = [];
  #isResponding = true;

  recordRequestBytes(bytes: Buffer) {
    if (this.#isResponding) {
      this.count++;
      this.isReplayed = false;
      this.#isResponding = false;
      this.#bytes = [];
    }
    this.#bytes.push(bytes);
  }

  /** Records bytes of a response. Returns whether they are its first. */
  recordResponseBytes(): boolean {
    const isFirst = !this.#isResponding;
    this.#isResponding = true;
    return isFirst;
  }

  /** Returns the whole request, to be sent again. */
  replay(): Buffer {
    this.isReplayed = true;
    this.#isResponding = false;
    return Buffer.concat(this.#bytes);
  }
}
