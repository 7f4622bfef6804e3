import { ProgramError } from '../../support/programs/program-group.ts';

/** A session of WebDriver (https://www.w3.org/TR/webdriver2/), the protocol over HTTP. Its commands run one after the other. */
export class WebDriverSession {
  readonly #url: string;
  #last: Promise<unknown> = Promise.resolve();

  /** Starts a browser with these capabilities. `driver` is the URL of the driver. */
  static async start(driver: string, capabilities: object): Promise<WebDriverSession> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId } = await request<{ sessionId: string }>('POST', `${driver}session`, body);
    return new WebDriverSession(`${driver}session/${sessionId}`);
  }

  private constructor(url: string) {
    this.#url = url;
  }

  /**
   * Runs commands without any other between them, and returns the result of `run`.
   *
   * @throws {ProgramError} if the browser reports an error or ends
   */
  together<Result>(run: (call: WebDriverCall) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => run((method, path, body) => request(method, this.#url + path, body)));
    this.#last = result.catch(() => {});
    return result;
  }
}

/** Runs a command, which is a method and a path below that of the session. The result has the form that the protocol says. */
export type WebDriverCall = <Result>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<Result>;

/** Guards against hanging: far more than a command takes, also on a busy machine. */
const HANG_MS = 60_000;

const request = async <Result>(method: string, url: string, body?: object): Promise<Result> => {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(HANG_MS);
  const sent = { method, signal, ...(body && { headers, body: JSON.stringify(body) }) };
  const response = await fetch(url, sent).catch((cause: unknown) => {
    throw new ProgramError(`${method} ${new URL(url).pathname}: no answer`, { cause });
  });
  const { value }: { value: Result & Partial<Failure> } = await response.json();
  if (!response.ok) throw new ProgramError(`${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
};

interface Failure {
  readonly error: string;
  readonly message: string;
}
