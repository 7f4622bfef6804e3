import type { Connection } from './connection.ts';

/** The protocol state of one client: it builds requests and parses responses. */
export interface DialectClient {
  /** Returns the request that waits for the next messages. */
  readonly waitRequest: () => string;
  /** Returns the texts of the messages in a response, in their order. */
  readonly parseTexts: (body: string) => readonly string[];
  /** Returns the request that the protocol demands before the next wait, if any. */
  readonly replyRequest?: (body: string) => string | undefined;
  /** Returns the request that sends a message to everyone. */
  readonly sendRequest: (text: string) => string;
}

/** The protocol of one kind of server. */
export interface Dialect {
  /** Joins as the client with this number. */
  readonly join: (connection: Connection, number: number) => Promise<DialectClient>;
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`;

const post = (path: string, body: string, headers = '') =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Caches the latest result. All clients get the same response, and parsing it once keeps the load cheap. */
const cacheLatest = <Parsed>(parse: (body: string) => Parsed) => {
  let latest: { body: string; parsed: Parsed } | undefined;
  return (body: string): Parsed => {
    if (latest?.body !== body) latest = { body, parsed: parse(body) };
    return latest.parsed;
  };
};

/** Plain node:http: `GET /wait?since=n`, `POST /send`. */
export const plainDialect = (): Dialect => {
  const parse = cacheLatest((body) => {
    const answer: { next: number; messages: string[] } = JSON.parse(body);
    return answer;
  });
  return {
    join: () => {
      let since = 0;
      return Promise.resolve({
        waitRequest: () => get(`/wait?since=${since}`),
        parseTexts: (body) => {
          const { next, messages } = parse(body);
          since = next;
          return messages;
        },
        sendRequest: (text) => post('/send', text),
      });
    },
  };
};

/** tRPC as the page uses it, with our handler or the stock adapter. */
export const trpcDialect = (): Dialect => {
  const parse = cacheLatest((body) => {
    const answer: { result: { data: { next: number; letters?: { event: { type: string; text: string } }[] } } } =
      JSON.parse(body);
    const { next, letters = [] } = answer.result.data;
    return { next, texts: letters.flatMap(({ event }) => (event.type === 'said' ? [event.text] : [])) };
  });
  // All clients start at the cursor of the latest join, so that joins are not measured.
  let latestCursor = 0;
  return {
    join: async (connection, number) => {
      const json = 'content-type: application/json\r\n';
      const nickname = nicknameOf(number);
      const { head, body } = await connection.request(post('/trpc/join', JSON.stringify({ nickname }), json));
      const cookie = `cookie: ${/set-cookie: ([^;]+)/i.exec(head)?.[1] ?? ''}\r\n`;
      const { result }: { result?: { data: { epoch: string; next: number } } } = JSON.parse(body);
      if (!result) throw new Error(`Client ${number} could not join: ${body}`);
      // The room removes a member who does not use the session while the others join.
      await connection.request(get('/trpc/getMsgId', cookie));
      const { epoch, next: cursor } = result.data;
      latestCursor = cursor;
      let since: number | undefined;
      return {
        waitRequest: () => {
          const input = `{"since":${(since ??= latestCursor)},"epoch":"${epoch}","tab":"${number}","hold":true}`;
          return get(`/trpc/wait?input=${encodeURIComponent(input)}`, cookie);
        },
        parseTexts: (answer) => {
          const { next, texts } = parse(answer);
          since = next;
          return texts;
        },
        sendRequest: (text) =>
          post('/trpc/send', JSON.stringify({ text, clientMsgId: crypto.randomUUID() }), json + cookie),
      };
    },
  };
};

/** Returns a nickname of letters that have no look-alikes. With its prefix it is not reserved, as "du" is. */
const nicknameOf = (number: number) =>
  `zz${number.toString(16).replaceAll(/./g, (digit) => 'abcdefghkpqstuxz'.charAt(Number.parseInt(digit, 16)))}`;

/** Socket.IO 5 in Engine.IO 4 over polling: a type digit before each packet, a record separator between packets. */
export const socketIoDialect = (): Dialect => {
  const parse = cacheLatest((body) => {
    const packets = body.split('\x1e');
    return {
      isPing: packets.includes('2'),
      texts: packets.flatMap((packet): string[] => (packet.startsWith('42') ? [JSON.parse(packet.slice(2))[1]] : [])),
    };
  });
  return {
    join: async (connection) => {
      const path = '/socket.io/?EIO=4&transport=polling';
      const { body } = await connection.request(get(path));
      const { sid }: { sid: string } = JSON.parse(body.slice(1));
      const sessionPath = `${path}&sid=${sid}`;
      const contentType = 'content-type: text/plain;charset=UTF-8\r\n';
      await connection.request(post(sessionPath, '40', contentType));
      await connection.request(get(sessionPath));
      return {
        waitRequest: () => get(sessionPath),
        parseTexts: (answer) => parse(answer).texts,
        replyRequest: (answer) => (parse(answer).isPing ? post(sessionPath, '3', contentType) : undefined),
        sendRequest: (text) => post(sessionPath, `42${JSON.stringify(['send', text])}`, contentType),
      };
    },
  };
};
