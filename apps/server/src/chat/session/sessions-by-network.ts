import { networkAndPrefix } from '../limits/network-prefix.ts';
import type { RoomSession } from './room-session.ts';

/** Sessions by their network and, if it has one, by its IPv6 /48. */
export class SessionsByNetwork {
  /** Each set is in the order in which the sessions were added. */
  readonly #sessions = new Map<string, Set<RoomSession>>();

  add(session: RoomSession) {
    for (const network of networkAndPrefix(session.clientNetwork)) {
      const sessions = this.#sessions.get(network) ?? new Set();
      this.#sessions.set(network, sessions.add(session));
    }
  }

  remove(session: RoomSession) {
    for (const network of networkAndPrefix(session.clientNetwork)) {
      const sessions = this.#sessions.get(network);
      sessions?.delete(session);
      if (sessions?.size === 0) this.#sessions.delete(network);
    }
  }

  count(networkOrPrefix: string): number {
    return this.#sessions.get(networkOrPrefix)?.size ?? 0;
  }

  /** Returns the session that was added first. */
  oldest(networkOrPrefix: string): RoomSession | undefined {
    const [oldest] = this.#sessions.get(networkOrPrefix) ?? [];
    return oldest;
  }
}
