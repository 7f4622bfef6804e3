import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Answer } from './raw-response.ts';
import { exchange, type Reply } from './raw-request.ts';
import { besieged, type Besieged } from './server-under-attack.ts';
import { complaintsAbout, isPageFile } from './response-checks.ts';
import { PLACE_OF_SESSION, request } from './corpus/build-request.ts';

/** A small room, so that what others said makes no answer large; nobody in it has to speak slowly. */
const SMALL_ROOM = {
  MEMBERS_PER_HOST: '10',
  MESSAGES_PER_WINDOW: '0',
  HISTORY_ON_JOIN: '2',
  LEDGER_LETTERS: '4',
  LEDGER_BYTES: '2048',
  HOLD_MS: '1000',
};
const ROUND = 50;
const LEAST_BYTES = 64;
/** CPU that one request may cost the server, in µs, and how often what costs more is asked again: a collection of garbage is no fault of it. */
const MOST_MICROS = 10_000;
const MOST_TRIES = 6;
/** Ann does not live where the attacks come from, so that they cannot fill the room for her. */
const ANNS_ADDRESS = '127.0.0.2';

/** One request of an attack. */
export interface Shot {
  readonly bytes: string;
  /** How many answers to wait for. */
  readonly answers: number;
  /** Whether it may have become several requests, the last of them no whole one. */
  readonly isTorn?: boolean;
  readonly from?: string | undefined;
  readonly patienceMs?: number;
}

/** One request after another to one server, which has to stay well, in step and cheap through all of them. */
export class Siege {
  #requests = 0;
  readonly #most = { bytes: 0, times: 0, micros: 0, costly: '' };
  readonly #house: Besieged;
  #session = '';

  constructor(house: Besieged) {
    this.#house = house;
  }

  static async begin(t: TestContext): Promise<Siege> {
    const siege = new Siege(await besieged(t, SMALL_ROOM));
    // What is asked for the first time is compiled at that time.
    for (let times = 0; times < 200; times++) await siege.annComesIn();
    return siege;
  }

  /** What was seen so far, in words. */
  get told() {
    const { bytes, times, micros, costly } = this.#most;
    return (
      `answers of at most ${bytes} bytes, ${times.toFixed(1)} times the request; ` +
      `at most ${(micros / 1_000).toFixed(1)} ms of CPU for one, for ${JSON.stringify(costly)}`
    );
  }

  /** Sends it, and fails if an answer is not as all answers have to be, or if it was too dear. */
  async shoot({ bytes, ...shot }: Shot): Promise<Reply> {
    const said = bytes.replaceAll(PLACE_OF_SESSION, this.#session);
    const { reply, micros } = await this.#least({ ...shot, bytes: said });
    if (++this.#requests % ROUND === 0) await this.isStillWell();
    for (const answer of reply.answers) this.#judge(answer, said);
    if (micros > this.#most.micros) Object.assign(this.#most, { micros, costly: said.slice(0, 120) });
    assert(micros <= MOST_MICROS, `${micros} µs of CPU for one request`);
    assert(!['out of step', 'stuck'].includes(reply.ending), `the connection is ${reply.ending}`);
    return reply;
  }

  /** Fails unless the server is well and answers a good request. */
  async isStillWell() {
    await this.#house.isWell();
    await this.annComesIn();
  }

  async annComesIn() {
    const bytes = request({
      target: '/trpc/join',
      headers: { cookie: `mailroom=${this.#session}` },
      json: { nickname: 'Ann' },
    });
    const { answers } = await exchange({ port: this.#house.port, bytes, from: ANNS_ADDRESS, answers: 1 });
    assert.equal(answers[0]?.status, 200, 'Ann comes in');
    this.#session = /mailroom=([^;]+)/.exec(answers[0]?.headers.get('set-cookie') ?? '')?.[1] ?? this.#session;
  }

  /** What it costs the server. Only what seems to be the dearest so far, or too dear, is asked again to make sure. */
  async #least(shot: Shot): Promise<{ reply: Reply; micros: number }> {
    const least = await this.#weigh(shot);
    for (let tries = 1; tries < MOST_TRIES && least.micros > this.#most.micros; tries++) {
      least.micros = Math.min(least.micros, (await this.#weigh(shot)).micros);
    }
    return least;
  }

  async #weigh(shot: Shot): Promise<{ reply: Reply; micros: number }> {
    const before = await this.#house.vitals();
    const reply = await exchange({ port: this.#house.port, ...shot });
    const { cpuMicros } = await this.#house.vitals();
    return { reply, micros: cpuMicros - before.cpuMicros };
  }

  #judge(answer: Answer, said: string) {
    assert.deepEqual(complaintsAbout(answer, said), []);
    if (isPageFile(answer)) return;
    const most = this.#most;
    most.bytes = Math.max(most.bytes, answer.length);
    // Next to a few bytes of nonsense any answer is large.
    if (said.length >= LEAST_BYTES) most.times = Math.max(most.times, answer.length / said.length);
  }
}
