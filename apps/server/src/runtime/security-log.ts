/** Something that a client did against the protection of the room, or that may be an attack. */
export type SecurityEvent =
  /** A request over a budget was refused. `kind`: the procedure or the budget, never a value that the client chose. */
  | {
      readonly event: 'throttled';
      readonly kind: string;
      readonly network: string;
      readonly memberId?: string | undefined;
    }
  /** A request named a host that is not this room. */
  | { readonly event: 'refused-host'; readonly network: string; readonly host: string }
  /** A call came from a page with another host than the request: a proxy changes Host, or a page of another site calls. */
  | {
      readonly event: 'host-mismatch';
      readonly network: string;
      readonly host: string | undefined;
      readonly origin: string | undefined;
    }
  /** The browser said that a page of another site sent the call. */
  | { readonly event: 'cross-site'; readonly network: string }
  /** The headers of a request were ambiguous, as those of request smuggling are. */
  | { readonly event: 'ambiguous-request'; readonly network: string }
  /** A network sent many session ids that do not exist: it may be guessing. */
  | { readonly event: 'no-session-burst'; readonly network: string; readonly refusals: number }
  /** A network opened more connections than it may have. */
  | { readonly event: 'too-many-connections'; readonly network: string };

export interface SecurityLogOptions {
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  /** Returns what a network has in common with others that one client may have: its IPv6 /48. `undefined`: nothing. */
  readonly prefixOf: (network: string) => string | undefined;
  /** Writes one line. */
  readonly write: (fields: Fields, sentence: string) => void;
}

type Fields = Readonly<Record<string, string | number>>;

/** Time between two lines about the same kind of event from the same network, in ms. */
const WINDOW_MS = 60_000;
/** Networks with a line of their own about one kind of event in one window. Bounds the log and the memory. */
const NETWORKS_PER_WINDOW = 30;
/** Networks of one prefix among these. One client may have 65,536 of them. */
const NETWORKS_PER_PREFIX = 4;
/** Characters of a value that a client chose: the longest host name (RFC 1035, section 2.3.4). */
const MAX_VALUE_LENGTH = 255;

const SENTENCES = {
  throttled: 'refused a request over its budget',
  'refused-host': 'refused a request for an unknown host, see ALLOWED_HOSTS',
  'host-mismatch': 'refused a call whose Origin and Host differ: a proxy must forward Host unchanged',
  'cross-site': 'refused a call from a page of another site',
  'ambiguous-request': 'refused a request with ambiguous headers',
  'no-session-burst': 'refused many calls with unknown session ids: a client may be guessing them',
  'too-many-connections': 'refused a connection: the network has as many as it may have',
} as const satisfies Record<SecurityEvent['event'], string>;

/** The events of one kind within `WINDOW_MS`. */
interface Window {
  readonly startedAt: number;
  /** The networks with a line in this window: the latest event of each, and the number of events since the line. */
  readonly networks: Map<string, { event: SecurityEvent; omitted: number }>;
  /** Events of the networks for which no line was left. */
  others: number;
}

/**
 * Creates the log of security events. The first event of a kind from a network gets a line at once; those of the next minute are counted,
 * and get one line together (`omitted`). So the flood of one network does not hide the events of another. 30 networks, 4 of them with the same
 * prefix, get lines about one kind of event; all further ones share one line a minute.
 *
 * No line has a session id, a join attempt, a nickname or a text. `host` and `origin` are cut to 255 characters.
 *
 * - `record`: call it for each event. Takes constant time.
 * - `flush`: call it every second. Writes the lines about the minutes that are over.
 */
export const createSecurityLog = ({ monotonicNow, prefixOf, write }: SecurityLogOptions) => {
  const windows = new Map<string, Window>();

  const hasLineLeft = (network: string, { networks }: Window) => {
    if (networks.size >= NETWORKS_PER_WINDOW) return false;
    const prefix = prefixOf(network);
    if (prefix === undefined) return true;
    return [...networks.keys()].filter((other) => prefixOf(other) === prefix).length < NETWORKS_PER_PREFIX;
  };

  return {
    record: (event: SecurityEvent) => {
      const kind = event.event === 'throttled' ? `throttled ${event.kind}` : event.event;
      const window = windows.get(kind) ?? { startedAt: monotonicNow(), networks: new Map(), others: 0 };
      windows.set(kind, window);
      const known = window.networks.get(event.network);
      if (known) {
        known.event = event;
        known.omitted++;
      } else if (hasLineLeft(event.network, window)) {
        window.networks.set(event.network, { event, omitted: 0 });
        write(fieldsOf(event), SENTENCES[event.event]);
      } else window.others++;
    },

    flush: () => {
      const now = monotonicNow();
      for (const [kind, { startedAt, networks, others }] of windows) {
        if (now - startedAt < WINDOW_MS) continue;
        windows.delete(kind);
        // A network whose events continue had its line for the next minute, too.
        const repeated = [...networks].filter(([, { omitted }]) => omitted > 0);
        for (const [, { event, omitted }] of repeated) write({ ...fieldsOf(event), omitted }, SENTENCES[event.event]);
        if (others > 0) write({ event: kind, omitted: others }, 'security events of further networks');
        if (repeated.length === 0) continue;
        const next = new Map(repeated.map(([network, { event }]) => [network, { event, omitted: 0 }] as const));
        windows.set(kind, { startedAt: now, networks: next, others: 0 });
      }
    },
  };
};

const fieldsOf = (event: SecurityEvent): Fields =>
  Object.fromEntries(
    Object.entries(event).flatMap(([name, value]: [string, string | number | undefined]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value.slice(0, MAX_VALUE_LENGTH) : value]],
    ),
  );
