/** Answers by the id under which they were asked, kept for `ms` and at most `most` of them; the oldest is forgotten first. */
export class Remembered<Answer> {
  readonly #ms: number;
  readonly #most: number;
  readonly #answers = new Map<string, { answer: Answer; at: number }>();

  constructor({ ms, most }: { ms: number; most: number }) {
    this.#ms = ms;
    this.#most = most;
  }

  recall(id: string): Answer | undefined {
    return this.#answers.get(id)?.answer;
  }

  remember(id: string, answer: Answer, elapsed: number) {
    // Deleted first, because a map keeps the place of a name it knows, and the order here is the order of age.
    this.#answers.delete(id);
    this.#answers.set(id, { answer, at: elapsed });
    this.forget(elapsed);
  }

  drop(id: string) {
    this.#answers.delete(id);
  }

  /** Lets go of what is older than `ms` at `elapsed`, or too much. */
  forget(elapsed: number) {
    for (const [id, { at }] of this.#answers) {
      if (this.#answers.size <= this.#most && elapsed - at <= this.#ms) return;
      this.#answers.delete(id);
    }
  }
}
