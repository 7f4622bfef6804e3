import type { Engine, EngineBrowser, EngineWindow } from '../engines/engine.ts';

export interface StartedBrowser {
  readonly browser: EngineBrowser;
  readonly first: EngineWindow;
}

/**
 * Starts the browser of an engine with a window. If that fails, or takes too long on a busy machine, it prints the reason and tries it once
 * more.
 *
 * @throws {Error} if the second try fails too
 */
export const startBrowser = async (engine: Engine): Promise<StartedBrowser> => {
  try {
    return await startOnce(engine);
  } catch (error) {
    console.log(`${engine.name} did not start (${reasonIn(error)}). It is started once more.`);
    return startOnce(engine);
  }
};

const startOnce = async (engine: Engine): Promise<StartedBrowser> => {
  const browser = await engine.launch();
  try {
    return { browser, first: await browser.openWindow() };
  } catch (error) {
    await browser.close();
    throw error;
  }
};

/** What an error says, in one line. */
export const reasonIn = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim().slice(0, 300);
