import { refusalOf } from '@mailroom/web/sync/room-api';
import type { Letter } from '@mailroom/shared';
import type { TestServer } from '../support/test-server.ts';
import type { Behaviour } from './network-conditions.ts';
import type { Counts } from './chaos-connection.ts';
import { chaosProxy } from './chaos-proxy.ts';
import type { History } from './history.ts';
import { Observer } from './reference-client.ts';
import { complaints } from './check-histories.ts';
import { visit, type Habits } from './scripted-client.ts';

/** One visit after another to a house with nobody else in it but an observer. Each has to be one joined, one said, one left. */
export class Visits {
  /** Visitors who are in the room although they left. */
  readonly ghosts: string[] = [];
  readonly #house: TestServer;
  readonly #observer: Observer;
  readonly #histories: History[] = [];
  readonly #findings: string[] = [];

  constructor(house: TestServer) {
    this.#house = house;
    this.#observer = new Observer(house.url, 'observer');
  }

  async begin() {
    await this.#observer.comesIn();
  }

  /** A whole visit over connections that behave like this. Answers what happened to them. */
  async visitAs(nickname: string, behaviour: Behaviour, habits: Partial<Habits> = {}): Promise<Readonly<Counts>> {
    const proxy = await chaosProxy({ to: Number(this.#house.port) });
    proxy.behave(behaviour);
    const observer = this.#observer;
    const before = observer.letters.length;
    const line = `${nickname} was here`;
    try {
      const history = await visit(proxy.url, { nickname, line, ...habits });
      this.#histories.push(history);
      this.#expect(linesOf(history).join(), line);
    } catch (error) {
      this.#findings.push(`${nickname} is told ${refusalOf(error)?.refusal ?? String(error)}`);
    }
    await proxy.close();
    if ((await observer.looksAround()).includes(nickname)) this.ghosts.push(nickname);
    const heard = observer.letters.slice(before).map(told).join(', ');
    this.#expect(heard, `${nickname} joined, ${nickname} said, ${nickname} left`);
    return proxy.counts;
  }

  /** What everyone asked and saw so far. */
  histories(): History[] {
    return [...this.#histories, this.#observer.history];
  }

  /** All that is not as it should be. */
  findings(): string[] {
    return [
      ...this.#findings,
      ...this.ghosts.map((nickname) => `${nickname} is still here`),
      ...complaints(this.histories()).map(({ fault, who, what }) => `${fault}, as ${who} sees it: ${what}`),
    ];
  }

  #expect(found: string, expected: string) {
    if (found !== expected) this.#findings.push(`${found}; expected: ${expected}`);
  }
}

const linesOf = ({ screen }: History) =>
  screen.flatMap(({ rows }) => rows.map((row) => (row.type === 'line' ? row.text : row.type)));

const told = ({ event }: Letter) => (event.type === 'unknown' ? 'unknown' : `${event.member.nickname} ${event.type}`);
