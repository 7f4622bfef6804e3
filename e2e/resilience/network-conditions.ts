/** Which way bytes go: `up` from the client to the server, `down` back to it. */
export type Direction = 'up' | 'down';

/** How a connection ends: properly, or torn down; TCP's FIN and RST. */
export type Ending = 'fin' | 'rst';

/** All that may go wrong with a connection. What is left out does not. */
export interface Behaviour {
  /** How much later each piece arrives, in ms: by chance between these two. Order is kept. */
  readonly latencyMs?: readonly [least: number, most: number];
  /** How many bytes get through in a second, in each direction. */
  readonly bytesPerSecond?: number;
  readonly cut?: Cut;
  /** Bytes and farewells vanish, and the connection stays open. One that lost any never speaks again, healed or not. */
  readonly blackHole?: true;
  readonly replay?: Replay;
}

/** Where connections end: the bytes before are delivered, none after. Counted from when the proxy is told to behave so. */
type Cut =
  | {
      /** `each`: every connection after so many bytes. `all`: once, the connection that carries this byte of all together. */
      readonly of: 'each' | 'all';
      readonly after: number;
      readonly direction: Direction;
      readonly by: Ending;
    }
  | {
      /** Each connection with this probability, at any of its first bytes in either direction. */
      readonly of: 'some';
      readonly chance: number;
      readonly within: number;
      readonly by: Ending;
    };

/**
 * A request that reached the server, whose connection then died before the first byte of the answer, is sent once more over a new
 * connection; the client hears only the second answer. Browsers do so by themselves when the connection had served a request before.
 */
interface Replay {
  readonly of: 'every request' | 'requests on kept connections';
  readonly chance: number;
}

/** What one connection is in for: how it behaves, and where it ends. */
export interface Fate {
  readonly behaviour: Behaviour;
  readonly end: End | undefined;
}

/** The end of a connection, as far away as `left` bytes. */
interface End {
  readonly direction: Direction;
  readonly by: Ending;
  left: number;
}

/** Deals out a fate to each connection; those counted together share their end. */
export const fates = (behaviour: Behaviour, random: () => number): (() => Fate) => {
  const end = ends(behaviour.cut, random);
  return () => ({ behaviour, end: end() });
};

const ends = (cut: Cut | undefined, random: () => number): (() => End | undefined) => {
  switch (cut?.of) {
    case undefined:
      return () => undefined;
    case 'each':
      return () => ({ ...cut, left: cut.after });
    case 'all': {
      const shared = { ...cut, left: cut.after };
      return () => shared;
    }
    case 'some':
      return () => {
        if (random() >= cut.chance) return undefined;
        return { direction: random() < 0.5 ? 'up' : 'down', by: cut.by, left: Math.floor(random() * cut.within) };
      };
  }
};
