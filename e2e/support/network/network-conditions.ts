/** The direction of bytes: `up` from the client to the server, `down` from the server to the client. */
export type Direction = 'up' | 'down';

/** How a TCP connection ends: with FIN or with RST. */
export type CloseKind = 'fin' | 'rst';

/** Faults of a network. A fault that is left out does not happen. */
export interface NetworkConditions {
  /** Delay of each chunk, in ms: random between these two. The order of chunks stays. */
  readonly latencyMs?: readonly [min: number, max: number];
  /** Bandwidth in each direction. */
  readonly bytesPerSecond?: number;
  readonly cut?: Cut;
  /** Cuts a connection that carried no byte in either direction for this long, as proxies do. */
  readonly silenceLimit?: { readonly ms: number; readonly by: CloseKind };
  /** Drops bytes and FINs, and keeps the connection open. A connection that lost any stays silent, also under other conditions. */
  readonly blackHole?: true;
  readonly replay?: Replay;
}

/** Where connections are cut: the bytes before are delivered, none after. Counted from the moment at which the conditions are set. */
type Cut =
  | {
      /** `each`: every connection after this many bytes. `all`: once, the connection that carries this byte of the total. */
      readonly of: 'each' | 'all';
      readonly after: number;
      readonly direction: Direction;
      readonly by: CloseKind;
    }
  | {
      /** Each connection with this probability, at a random byte below `within`, in a random direction. */
      readonly of: 'some';
      readonly chance: number;
      readonly within: number;
      readonly by: CloseKind;
    };

/**
 * The connection of a request that reached the server dies before the first byte of the response. The request is sent again over a new
 * connection, and the client gets only the second response. Browsers do this for requests on a reused connection.
 */
interface Replay {
  readonly of: 'every request' | 'requests on reused connections';
  readonly chance: number;
}

/** The conditions of one connection, and where it is cut. */
export interface ConnectionPlan {
  readonly conditions: NetworkConditions;
  readonly cutPoint: CutPoint | undefined;
}

/** A cut that is `bytesLeft` bytes away. */
interface CutPoint {
  readonly direction: Direction;
  readonly by: CloseKind;
  bytesLeft: number;
}

/** Creates a function that plans one connection per call. Connections that are counted together share a cut point. */
export const createPlanner = (conditions: NetworkConditions, random: () => number): (() => ConnectionPlan) => {
  const nextCutPoint = createCutPoints(conditions.cut, random);
  return () => ({ conditions, cutPoint: nextCutPoint() });
};

const createCutPoints = (cut: Cut | undefined, random: () => number): (() => CutPoint | undefined) => {
  switch (cut?.of) {
    case undefined:
      return () => undefined;
    case 'each':
      return () => ({ ...cut, bytesLeft: cut.after });
    case 'all': {
      const shared = { ...cut, bytesLeft: cut.after };
      return () => shared;
    }
    case 'some':
      return () => {
        if (random() >= cut.chance) return undefined;
        return { direction: random() < 0.5 ? 'up' : 'down', by: cut.by, bytesLeft: Math.floor(random() * cut.within) };
      };
  }
};
