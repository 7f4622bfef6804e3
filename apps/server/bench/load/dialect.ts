import type { Connection } from './connection.ts';

/** What one client says to follow its room, and how it understands the answers. */
export interface Caller {
  /** The request that waits for the next lines. */
  readonly wait: () => string;
  /** The texts of the lines that an answer brings, in their order. */
  readonly hear: (body: string) => readonly string[];
  /** A request that has to be sent before waiting again, if the answer asked for one. */
  readonly obey?: (body: string) => string | undefined;
  /** The request that says a line to everyone. */
  readonly say: (text: string) => string;
}

/** How the clients of one kind of server speak. */
export interface Dialect {
  /** Comes in as the client with this number. */
  readonly comeIn: (connection: Connection, number: number) => Promise<Caller>;
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`;

const post = (path: string, body: string, headers = '') =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** The same answer comes to all who waited for it: understanding it once keeps the load cheap. */
const understoodOnce = <Meaning>(understand: (body: string) => Meaning) => {
  let last: { body: string; meaning: Meaning } | undefined;
  return (body: string): Meaning => {
    if (last?.body !== body) last = { body, meaning: understand(body) };
    return last.meaning;
  };
};

/** Plain node:http: `GET /wait?since=n`, `POST /say`. */
export const plainDialect = (): Dialect => {
  const understand = understoodOnce((body) => {
    const answer: { next: number; lines: string[] } = JSON.parse(body);
    return answer;
  });
  return {
    comeIn: () => {
      let since = 0;
      return Promise.resolve({
        wait: () => get(`/wait?since=${since}`),
        hear: (body) => {
          const { next, lines } = understand(body);
          since = next;
          return lines;
        },
        say: (text) => post('/say', text),
      });
    },
  };
};

/** tRPC as the page speaks it, over our handler or over the stock one. */
export const trpcDialect = (): Dialect => {
  const understand = understoodOnce((body) => {
    const answer: { result: { data: { next: number; letters?: { event: { type: string; text: string } }[] } } } =
      JSON.parse(body);
    const { next, letters = [] } = answer.result.data;
    return { next, lines: letters.flatMap(({ event }) => (event.type === 'said' ? [event.text] : [])) };
  });
  // Who came in early goes on from where the last one came in: the comings are not what is measured.
  let newest = 0;
  return {
    comeIn: async (connection, number) => {
      const json = 'content-type: application/json\r\n';
      const nickname = nicknameOf(number);
      const { head, body } = await connection.ask(post('/trpc/join', JSON.stringify({ nickname }), json));
      const cookie = `cookie: ${/set-cookie: ([^;]+)/i.exec(head)?.[1] ?? ''}\r\n`;
      const { result }: { result: { data: { epoch: string; next: number } } } = JSON.parse(body);
      const { epoch, next: from } = result.data;
      newest = from;
      let since: number | undefined;
      return {
        wait: () => {
          const input = `{"since":${(since ??= newest)},"epoch":"${epoch}","tab":"${number}","hold":true}`;
          return get(`/trpc/wait?input=${encodeURIComponent(input)}`, cookie);
        },
        hear: (answer) => {
          const { next, lines } = understand(answer);
          since = next;
          return lines;
        },
        say: (text) => post('/trpc/send', JSON.stringify({ text, clientMsgId: crypto.randomUUID() }), json + cookie),
      };
    },
  };
};

/** Nicknames of letters that look like no others. */
const nicknameOf = (number: number) =>
  number.toString(16).replaceAll(/./g, (digit) => 'abcdefghkpqstuxz'.charAt(Number.parseInt(digit, 16)));

/** Engine.IO 4 over polling, with Socket.IO 5 in it: a type digit before each packet, a record separator between them. */
export const socketIoDialect = (): Dialect => {
  const understand = understoodOnce((body) => {
    const packets = body.split('\x1e');
    return {
      isPing: packets.includes('2'),
      lines: packets.flatMap((packet): string[] => (packet.startsWith('42') ? [JSON.parse(packet.slice(2))[1]] : [])),
    };
  });
  return {
    comeIn: async (connection) => {
      const path = '/socket.io/?EIO=4&transport=polling';
      const { body } = await connection.ask(get(path));
      const { sid }: { sid: string } = JSON.parse(body.slice(1));
      const address = `${path}&sid=${sid}`;
      const text = 'content-type: text/plain;charset=UTF-8\r\n';
      await connection.ask(post(address, '40', text));
      await connection.ask(get(address));
      return {
        wait: () => get(address),
        hear: (answer) => understand(answer).lines,
        obey: (answer) => (understand(answer).isPing ? post(address, '3', text) : undefined),
        say: (line) => post(address, `42${JSON.stringify(['say', line])}`, text),
      };
    },
  };
};
