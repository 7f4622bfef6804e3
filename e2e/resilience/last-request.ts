/** The last request of one connection, kept for sending it again. One that begins after an answer began is the next (HTTP/1.1, not pipelined). */
export class LastRequest {
  /** How many there were so far. */
  count = 0;
  isReplayed = false;
  #bytes: Buffer[] = [];
  #isAnswering = true;

  /** Notes bytes on their way to the server. */
  asks(bytes: Buffer) {
    if (this.#isAnswering) {
      this.count++;
      this.isReplayed = false;
      this.#isAnswering = false;
      this.#bytes = [];
    }
    this.#bytes.push(bytes);
  }

  /** Notes bytes on their way back; tells whether they are the first of an answer. */
  answers(): boolean {
    const isFirst = !this.#isAnswering;
    this.#isAnswering = true;
    return isFirst;
  }

  /** All of it, to be asked once more. */
  replay(): Buffer {
    this.isReplayed = true;
    this.#isAnswering = false;
    return Buffer.concat(this.#bytes);
  }
}
