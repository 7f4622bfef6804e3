import { SerializedResponse, type ResponseHeadOptions } from './serialized-response.ts';

/** Responses that are kept. Clients that are up to date get the latest ones; those that are behind may all be at different letters. */
const MAX_RESPONSES = 32;

/** Serializes each answer once: all clients with the same answer share one response. Keeps the latest 32, some 4 MiB at most. */
export class SharedResponses {
  readonly head: ResponseHeadOptions;
  readonly #byData = new Map<object, SerializedResponse>();

  constructor(head: ResponseHeadOptions) {
    this.head = head;
  }

  /** Whether the response with this answer is kept. */
  has(data: unknown): boolean {
    return typeof data === 'object' && data !== null && this.#byData.has(data);
  }

  /** Returns the response with an answer that other clients may get, too. */
  of(data: unknown): SerializedResponse {
    if (typeof data !== 'object' || data === null) return this.ofOneClient(data);
    const known = this.#byData.get(data);
    if (known) return known;
    const response = this.ofOneClient(data);
    this.#byData.set(data, response);
    const [oldest] = this.#byData.size > MAX_RESPONSES ? this.#byData.keys() : [];
    if (oldest) this.#byData.delete(oldest);
    return response;
  }

  /** Returns the response with a result that no other client gets. It is not kept. */
  ofOneClient(data: unknown): SerializedResponse {
    return new SerializedResponse(200, { result: { data } }, this.head);
  }
}
