import { ProgramError } from '../../support/programs/program-group.ts';

/** Guards against hanging: far more than a command takes, also on a busy machine. */
const HANG_MS = 60_000;

/** A connection to a browser that speaks WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), with a session. */
export class BidiConnection {
  readonly #socket: WebSocket;
  /** The requests in flight, by their id. Each resolves with its answer as JSON. */
  readonly #calls = new Map<number, PromiseWithResolvers<string>>();
  #lastId = 0;

  /** Connects to the browser at this address and starts a session. */
  static async open(address: string): Promise<BidiConnection> {
    const socket = new WebSocket(new URL('session', address));
    const opened = Promise.withResolvers<void>();
    socket.addEventListener('open', () => opened.resolve());
    socket.addEventListener('error', () => opened.reject(new ProgramError(`no connection to ${address}`)));
    await within(opened.promise, `a connection to ${address}`);
    const connection = new BidiConnection(socket);
    await connection.call('session.new', { capabilities: {} });
    return connection;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#onMessage(String(data)));
    socket.addEventListener('close', () => this.#onClose());
  }

  /**
   * Runs a command and returns its result, which has the form that the protocol says.
   *
   * @throws {ProgramError} if the browser reports an error, ends, or does not answer within a minute
   */
  async call<Result = unknown>(method: string, params: object): Promise<Result> {
    this.#lastId += 1;
    const answered = Promise.withResolvers<string>();
    this.#calls.set(this.#lastId, answered);
    this.#socket.send(JSON.stringify({ id: this.#lastId, method, params }));
    const answer: Answer<Result> = JSON.parse(await within(answered.promise, method));
    if (answer.type === 'error') throw new ProgramError(`${method}: ${answer.error}: ${answer.message}`);
    return answer.result;
  }

  close() {
    this.#socket.close();
  }

  #onMessage(data: string) {
    const { id }: { id?: number } = JSON.parse(data);
    // Events have no id.
    if (id === undefined) return;
    this.#calls.get(id)?.resolve(data);
    this.#calls.delete(id);
  }

  #onClose() {
    for (const { reject } of this.#calls.values()) reject(new ProgramError('the browser closed the connection'));
    this.#calls.clear();
  }
}

/** Waits for a result. Rejects if that takes longer than `HANG_MS`. `what` names it. */
const within = async <Result>(result: Promise<Result>, what: string): Promise<Result> => {
  const late = Promise.withResolvers<never>();
  const hanging = setTimeout(
    () => late.reject(new ProgramError(`${what}: no answer after ${HANG_MS / 1000} s`)),
    HANG_MS,
  );
  try {
    return await Promise.race([result, late.promise]);
  } finally {
    clearTimeout(hanging);
  }
};

type Answer<Result> =
  | { readonly type: 'success'; readonly result: Result }
  | { readonly type: 'error'; readonly error: string; readonly message: string };
