/** Runs asynchronous tasks so that those with the same key run one after another, in the order in which they came. */
export class Turns {
  /** The latest task of each key that has a task in flight. */
  readonly #latest = new Map<string, Promise<unknown>>();

  /** Runs `task` at once if no other one with this key is in flight. */
  take<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const previous = this.#latest.get(key);
    const result = previous ? previous.then(task, task) : task();
    const done: Promise<void> = result.then(
      () => this.#end(key, done),
      () => this.#end(key, done),
    );
    this.#latest.set(key, done);
    return result;
  }

  #end(key: string, done: Promise<unknown>) {
    if (this.#latest.get(key) === done) this.#latest.delete(key);
  }
}
