import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ATTACKER_ADDRESS, HONEST_ADDRESS } from './addresses.ts';
import { buildRequest, COOKIE_PLACEHOLDER, memberHeaders, SESSION_PLACEHOLDER } from './corpus/build-request.ts';
import type { RawResponse } from './raw-response.ts';
import { sendRawRequest, type RawReply } from './raw-request.ts';
import { checkResponse, isPageFile } from './response-checks.ts';
import { startServerUnderAttack, type ServerUnderAttack } from './server-under-attack.ts';

/** A small room, so that the letters of others make no response large. Nobody is rate limited, nor is a network. */
const SMALL_ROOM = {
  MEMBERS_PER_HOST: '10',
  MESSAGES_PER_WINDOW: '0',
  JOINS_PER_HOST: '0',
  READS_PER_HOST: '0',
  FAILURES_PER_HOST: '0',
  HISTORY_ON_JOIN: '2',
  LEDGER_LETTERS: '4',
  LEDGER_BYTES: '2048',
  LEDGER_MEMBERSHIPS: '2',
  HOLD_MS: '1000',
};
/** The server's health is checked after this many requests. */
const CHECK_EVERY = 50;
/** Shorter requests do not count for the ratio of response to request. */
const MIN_REQUEST_BYTES = 64;
/** CPU time that one request may cost the server, in µs. The least of several attempts, because some include a garbage collection. */
const MAX_CPU_MICROS = 10_000;
const MAX_ATTEMPTS = 6;
/** The server answers, and closes the connection after the client did, within this many ticks of 100 ms. A long poll takes `HOLD_MS`. */
const MAX_LIFETIME_TICKS = 60;

/** One request of an attack. */
export interface Shot {
  readonly bytes: string;
  /** The number of responses to wait for. */
  readonly responses: number;
  readonly mayBeIncomplete?: boolean;
  readonly from?: string | undefined;
  readonly giveUpAfterMs?: number;
}

/** Sends hostile requests to one server, one after another. The server must stay healthy, in sync and cheap throughout. */
export class FuzzRun {
  readonly #server: ServerUnderAttack;
  readonly #max = { bytes: 0, ratio: 0, micros: 0, costliest: '' };
  #requests = 0;
  #cookieName = '';
  #session = '';

  constructor(server: ServerUnderAttack) {
    this.#server = server;
  }

  static async start(t: TestContext): Promise<FuzzRun> {
    const run = new FuzzRun(await startServerUnderAttack(t, SMALL_ROOM));
    // Node compiles the code during the first requests.
    for (let count = 0; count < 200; count++) await run.joinAsAnn();
    return run;
  }

  /** The largest response, ratio and cost so far. */
  get summary() {
    const { bytes, ratio, micros, costliest } = this.#max;
    return (
      `responses of at most ${bytes} bytes, ${ratio.toFixed(1)} times the request; ` +
      `at most ${(micros / 1_000).toFixed(1)} ms of CPU for one request: ${JSON.stringify(costliest)}`
    );
  }

  /** Sends the request. Fails if a response is wrong in any respect, or if the request costs too much. */
  async send({ bytes, ...shot }: Shot): Promise<RawReply> {
    const sent = this.#withSession(bytes);
    const { reply, micros } = await this.#measureLeast({ ...shot, bytes: sent });
    if (++this.#requests % CHECK_EVERY === 0) await this.assertHealthy();
    for (const response of reply.responses) this.#check(response, sent);
    if (micros > this.#max.micros) Object.assign(this.#max, { micros, costliest: sent.slice(0, 120) });
    assert(micros <= MAX_CPU_MICROS, `${micros} µs of CPU for one request`);
    assert(!['out of sync', 'stuck'].includes(reply.ending), `the connection is ${reply.ending}`);
    return reply;
  }

  /** Fails unless the server is healthy and answers an honest request. */
  async assertHealthy() {
    await this.#server.assertHealthy();
    await this.joinAsAnn();
  }

  /** Joins or rejoins as a member who connects from another address than the attacks, so that they cannot use up the places of its network. */
  async joinAsAnn() {
    const bytes = this.#withSession(
      buildRequest({ target: '/trpc/join', headers: memberHeaders, json: { nickname: 'Ann' } }),
    );
    const { responses } = await this.#sendWhenNotBusy({ bytes, from: HONEST_ADDRESS, responses: 1 });
    assert.equal(responses[0]?.status, 200, 'Ann joins');
    const setCookie = responses[0]?.headers.get('set-cookie') ?? '';
    [, this.#cookieName = '', this.#session = ''] = /^(mailroom-\w+)=([^;]+)/.exec(setCookie) ?? [];
  }

  #withSession(bytes: string) {
    return bytes.replaceAll(COOKIE_PLACEHOLDER, this.#cookieName).replaceAll(SESSION_PLACEHOLDER, this.#session);
  }

  /** Repeats a request that seems to be the costliest so far, and takes its least cost. */
  async #measureLeast(shot: Shot): Promise<{ reply: RawReply; micros: number }> {
    const least = await this.#measure(shot);
    for (let attempts = 1; attempts < MAX_ATTEMPTS && least.micros > this.#max.micros; attempts++) {
      least.micros = Math.min(least.micros, (await this.#measure(shot)).micros);
    }
    return least;
  }

  async #measure(shot: Shot): Promise<{ reply: RawReply; micros: number }> {
    const microsBefore = await this.#cpuMicros();
    const reply = await this.#sendWhenNotBusy(shot);
    return { reply, micros: (await this.#cpuMicros()) - microsBefore };
  }

  /** The CPU time that the server used so far. Fails if one of the connections that ended meanwhile was open for too long. */
  async #cpuMicros(): Promise<number> {
    const { cpuMicros, maxLifetimeTicks } = await this.#server.vitals();
    assert(maxLifetimeTicks <= MAX_LIFETIME_TICKS, `a connection was open for ${maxLifetimeTicks} ticks of 100 ms`);
    return cpuMicros;
  }

  /** Sends the request again while the room refuses joins because the machine is overloaded. */
  async #sendWhenNotBusy({ from = ATTACKER_ADDRESS, ...shot }: Shot): Promise<RawReply> {
    for (;;) {
      const reply = await sendRawRequest({ port: this.#server.port, from, ...shot });
      if (!reply.responses.some(({ body }) => body.includes('"refusal":"room-busy"'))) return reply;
      await sleep(BUSY_PAUSE_MS);
    }
  }

  #check(response: RawResponse, sent: string) {
    assert.deepEqual(checkResponse(response, sent), []);
    if (isPageFile(response)) return;
    const max = this.#max;
    max.bytes = Math.max(max.bytes, response.length);
    if (sent.length >= MIN_REQUEST_BYTES) max.ratio = Math.max(max.ratio, response.length / sent.length);
  }
}

const BUSY_PAUSE_MS = 1_000;
