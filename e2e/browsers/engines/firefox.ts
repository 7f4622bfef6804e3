import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ProgramGroup } from '../../support/programs/program-group.ts';
import { BidiConnection } from './bidi-connection.ts';
import type { Engine, EngineBrowser, EngineWindow } from './engine.ts';
import { liftFinger, putFinger, type InputSource } from './input.ts';

const PROGRAM = '/usr/bin/firefox-esr';

/** Firefox ESR, which Debian has. It speaks WebDriver BiDi itself. */
export const FIREFOX: Engine = {
  name: 'Firefox',
  packages: ['firefox-esr'],
  isInstalled: () => existsSync(PROGRAM),
  launch: async (): Promise<EngineBrowser> => {
    const program = new ProgramGroup({
      command: PROGRAM,
      args: (folder) => [
        '--headless',
        '--no-remote',
        '--profile',
        writePreferences(folder),
        '--remote-debugging-port=0',
      ],
      env: (folder) => ({ HOME: folder, MOZ_DISABLE_AUTO_SAFE_MODE: '1', MOZ_CRASHREPORTER_DISABLE: '1' }),
    });
    try {
      const [, address = ''] = await program.matches(/BiDi listening on (ws:\S+)/);
      const connection = await BidiConnection.open(address);
      const focus: Focus = {};
      return {
        openWindow: () => openWindow(connection, focus),
        close: async () => {
          connection.close();
          await program.close();
        },
      };
    } catch (error) {
      await program.close();
      throw error;
    }
  },
};

/** Besides those that Firefox sets itself while it is controlled. */
const PREFERENCES = {
  'intl.accept_languages': 'en-GB,en',
  'ui.prefersReducedMotion': 1,
  'ui.systemUsesDarkTheme': 0,
  // A mouse.
  'ui.primaryPointerCapabilities': 6,
  'ui.allPointerCapabilities': 6,
  'layout.css.prefers-color-scheme.content-override': 1,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.update.enabled': false,
  'browser.startup.page': 0,
  'browser.shell.checkDefaultBrowser': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'dom.ipc.processCount': 1,
  'dom.ipc.processPrelaunch.enabled': false,
  'fission.autostart': false,
  'browser.download.useDownloadDir': true,
  'browser.download.alwaysOpenPanel': false,
};

const writePreferences = (folder: string) => {
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(path.join(folder, 'user.js'), lines.join(''));
  return folder;
};

/** The window that has the focus, if it is known. */
interface Focus {
  context?: string | undefined;
}

/** Windows and not tabs: the page of a tab in the background is hidden. */
const openWindow = async (connection: BidiConnection, focus: Focus): Promise<EngineWindow> => {
  const { context } = await connection.call<{ context: string }>('browsingContext.create', { type: 'window' });
  // The new window takes the focus, at once or later.
  focus.context = undefined;
  const call = async (method: string, params: object = {}) =>
    void (await connection.call(method, { context, ...params }));
  const perform = async (actions: readonly InputSource[]) => {
    if (focus.context !== context) await call('browsingContext.activate');
    focus.context = context;
    await call('input.performActions', { actions });
  };
  return {
    open: (url) => call('browsingContext.navigate', { url, wait: 'complete' }),
    reload: () => call('browsingContext.reload', { wait: 'complete' }),
    evaluate: async ({ source, args }) => {
      const { result, exceptionDetails } = await connection.call<CallResult>('script.callFunction', {
        target: { context },
        functionDeclaration: `async (args) => JSON.stringify((await (${source})(...JSON.parse(args))) ?? null)`,
        arguments: [{ type: 'string', value: JSON.stringify(args) }],
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(`in the page: ${exceptionDetails.text}`);
      return JSON.parse(result?.value ?? 'null');
    },
    perform,
    putFinger: (at) => perform([putFinger(at)]),
    liftFinger: () => perform([liftFinger()]),
    resize: (width, height) => call('browsingContext.setViewport', { viewport: { width, height } }),
    screenshot: async () => {
      const { data } = await connection.call<{ data: string }>('browsingContext.captureScreenshot', { context });
      return Buffer.from(data, 'base64');
    },
    deleteCookies: () => call('storage.deleteCookies', { partition: { type: 'context', context } }),
    close: async () => {
      await call('browsingContext.close');
      focus.context = undefined;
    },
  };
};

interface CallResult {
  readonly result?: { readonly value: string };
  readonly exceptionDetails?: { readonly text: string };
}
