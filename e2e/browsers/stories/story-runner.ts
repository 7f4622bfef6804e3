import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HttpMember } from '../../support/http-member.ts';
import { ServerHost } from '../../support/server-host.ts';
import { logLines } from '../../support/programs/spawn-until.ts';
import { TestServer } from '../../support/test-server.ts';
import type { Engine, EngineWindow } from '../engines/engine.ts';
import { BrowserPage } from '../page/browser-page.ts';
import { BrowserMember } from './browser-member.ts';
import { startBrowser, type StartedBrowser } from './start-browser.ts';
import { HEIGHTS, type Stage, type Story, type Width } from './story.ts';

const PICTURES = path.join(import.meta.dirname, '../../artifacts/browsers');

/**
 * Tells stories one after the other in one browser, because a browser that has loaded the page before is faster. Undoes what a story leaves
 * in it. After one that came out differently, the next one gets a new browser.
 */
export class StoryRunner {
  readonly #engine: Engine;
  readonly #host = new ServerHost();
  #opened: StartedBrowser | undefined;
  /** Why the browser did not start. It is not tried again: each try takes minutes. */
  #startFailure: unknown;
  /** One for all servers, as a browser caches by address. */
  #port = '0';

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Tells a story. Rejects if it comes out differently, with a picture of the first window, or if a page reported an error. */
  async tell(story: Story, width: Width) {
    const server = new TestServer(story.settings ?? {}, { host: this.#host, port: this.#port });
    await server.start();
    this.#port = server.port;
    const others: EngineWindow[] = [];
    try {
      await story.tell(await this.#stage(story, { width, server, others }));
      const reports = logLines(server.log).filter((line) => 'piece' in line || 'directive' in line);
      assert.deepEqual(reports, [], 'a page reported an error');
      await this.#reset(server, others);
    } catch (error) {
      await this.#savePicture(`failed ${story.title} ${width}`).catch(() => {});
      await this.#closeBrowser();
      throw error;
    } finally {
      await server.stop();
    }
  }

  /**
   * Starts the browser, if it does not run.
   *
   * @throws {Error} if it does not start, or did not before
   */
  async start() {
    if (this.#startFailure !== undefined) throw this.#startFailure;
    try {
      this.#opened ??= await startBrowser(this.#engine);
    } catch (error) {
      this.#startFailure = error;
      throw error;
    }
    return this.#opened;
  }

  async close() {
    await this.#closeBrowser();
    await this.#host.close();
  }

  async #closeBrowser() {
    await this.#opened?.browser.close();
    this.#opened = undefined;
  }

  async #stage(
    { title }: Story,
    { width, server, others }: { width: Width; server: TestServer; others: EngineWindow[] },
  ): Promise<Stage> {
    const { browser, first } = await this.start();
    const member = async (nickname: string, window: EngineWindow) => {
      await window.resize(width, HEIGHTS[width]);
      return new BrowserMember(nickname, new BrowserPage(window));
    };
    return {
      width,
      server,
      ann: await member('Ann', first),
      openWindow: async (nickname) => {
        const window = await browser.openWindow();
        others.push(window);
        return member(nickname, window);
      },
      httpMember: async (nickname) => {
        const joining = new HttpMember(nickname, server.url);
        await joining.joins();
        return joining;
      },
      savePicture: async (name) => {
        if (process.env['PICTURES'] === 'all') await this.#savePicture(`${title} – ${name} ${width}`);
      },
    };
  }

  /** Clears what the pages have stored, while the server still runs: the storage belongs to its address. */
  async #reset(server: TestServer, others: readonly EngineWindow[]) {
    const { first } = await this.start();
    for (const window of [...others, first]) {
      const host = await window.evaluate({ source: '() => location.hostname', args: [] });
      // A document of the same origin that writes nothing into the storage.
      await window.open(`${server.url.replace('localhost', String(host))}icon.svg`);
      await window.evaluate({ source: '() => (localStorage.clear(), sessionStorage.clear())', args: [] });
      await window.deleteCookies();
      if (window !== first) await window.close();
    }
  }

  async #savePicture(name: string) {
    if (!this.#opened) return;
    await mkdir(PICTURES, { recursive: true });
    await writeFile(path.join(PICTURES, `${this.#engine.name} ${name}.png`), await this.#opened.first.screenshot());
  }
}
