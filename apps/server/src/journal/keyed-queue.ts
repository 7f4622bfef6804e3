/** A queue of asynchronous tasks for each key. Tasks with the same key run one after another, in the order of the calls. */
export class KeyedQueue {
  /** The latest task of each key with tasks in flight. */
  readonly #latest = new Map<string, Promise<unknown>>();

  /** Runs `task` after the tasks with this key that are in flight, or at once if there are none. Returns its result. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
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
