import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A connection of a client. At most two of its requests are without a complete response: the one that the server answers, and the next
 * one. Further ones are not executed: the connection stops reading, and closes after these two responses. The client has to send them
 * again over another connection (RFC 9112, section 9.3.2).
 *
 * Node itself parses all requests that a client sends in advance, runs the handler for each, and keeps the responses in memory until
 * those before them are written.
 */
export class Connection {
  readonly socket: Socket;
  /** The response to the latest request. */
  #response: ServerResponse | undefined;
  /** The response to the request before it, if it was incomplete when the latest request arrived. */
  #previous: ServerResponse | undefined;
  #isClosing = false;
  #isFailed = false;

  constructor(socket: Socket) {
    this.socket = socket;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node does not document the parser of a socket
    const { parser } = socket as ParsedSocket;
    const { onIncoming } = parser;
    parser.onIncoming = (request, keepAlive) => {
      if (this.#acceptsRequest) return onIncoming(request, keepAlive);
      this.closeAfterResponse();
      request.upgrade = false;
      return STOP_PARSING;
    };
  }

  /** The response to the latest request. */
  get response() {
    return this.#response;
  }

  /** Whether the client sent bytes that are not an HTTP request. */
  get isFailed() {
    return this.#isFailed;
  }

  /** Stops reading, because the client sent bytes that are not an HTTP request. */
  fail() {
    this.#isFailed = true;
    this.socket.pause();
  }

  /** Adds the response to a request that was received. */
  add(response: ServerResponse) {
    this.#previous = isComplete(this.#response) ? undefined : this.#response;
    this.#response = response;
  }

  /** Whether the latest request was received to its end, and its response is not complete. */
  get isAnswering() {
    return this.#response?.req.complete === true && !isComplete(this.#response);
  }

  /** Stops reading, and closes the connection after the response to the latest request. */
  closeAfterResponse() {
    if (this.#isClosing) return;
    this.#isClosing = true;
    const { socket } = this;
    // After the end of the current request, because Node resumes the socket there.
    setImmediate(() => socket.pause());
    const response = this.#response;
    if (!response || isComplete(response)) return socket.destroySoon();
    response.shouldKeepAlive = false;
    return void response.on('finish', () => socket.destroySoon());
  }

  get #acceptsRequest() {
    if (this.#isClosing) return false;
    if (this.#response?.shouldKeepAlive === false) return false;
    return isComplete(this.#response) || isComplete(this.#previous);
  }
}

/** Whether the operating system has taken every byte of the response, or there is no response. */
const isComplete = (response: ServerResponse | undefined) =>
  response === undefined || (response.writableEnded && response.writableLength === 0);

/** What Node's HTTP server adds to a socket (lib/_http_server.js of Node 24). It is not documented; tests fail if it changes. */
type ParsedSocket = Socket & {
  readonly parser: {
    /** Receives a request after its headers. Returns 0 to continue parsing. */
    onIncoming: (request: IncomingMessage & { upgrade: boolean }, keepAlive: boolean) => number;
  };
};

/** Makes the parser discard the bytes that it still has, as when a connection switches to another protocol. */
const STOP_PARSING = 2;
