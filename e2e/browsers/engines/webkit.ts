import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { ProgramError, ProgramGroup } from '../../support/programs/program-group.ts';
import { waitUntil } from '../../support/wait-until.ts';
import type { Engine, EngineBrowser, EngineWindow, PageCall } from './engine.ts';
import type { Point } from './input.ts';
import { WebDriverSession, type WebDriverCall } from './webdriver-session.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const SCREEN = '/usr/bin/Xvfb';

/** The browser is part of the library that the driver depends on. */
const browserPath = () => globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')[0];

/** WebKitGTK, which has the engine of Safari, in a small browser on a screen in memory. */
export const WEBKIT: Engine = {
  name: 'WebKit',
  packages: ['webkit2gtk-driver', 'xvfb'],
  isInstalled: () => existsSync(DRIVER) && existsSync(SCREEN) && browserPath() !== undefined,
  launch: async () => {
    const programs: ProgramGroup[] = [];
    const close = async () => {
      for (const program of programs.toReversed()) await program.close();
    };
    const start = (options: ConstructorParameters<typeof ProgramGroup>[0]) => {
      const program = new ProgramGroup(options);
      programs.push(program);
      return program;
    };
    try {
      const screen = start({ command: SCREEN, args: () => SCREEN_ARGS });
      const [display = ''] = await screen.matches(/^\d+(?=\n)/m);
      const port = await freePort();
      const driver = start({
        command: DRIVER,
        args: () => [`--port=${port}`],
        env: (folder) => ({ ...writeSettings(folder), ...ENVIRONMENT, DISPLAY: `:${display}` }),
      });
      const url = `http://127.0.0.1:${port}/`;
      await waitUntil(() => isReady(url, driver), READY_MS).catch((cause: unknown) => {
        throw new ProgramError('the driver does not listen', { cause });
      });
      const session = await WebDriverSession.start(url, {
        'webkitgtk:browserOptions': { binary: browserPath(), args: ['--automation'] },
      });
      return createBrowser(session, close);
    } catch (error) {
      await close();
      throw error;
    }
  },
};

/** Guards against hanging: far more than the driver takes to listen, also on a busy machine. */
const READY_MS = 60_000;

const SCREEN_ARGS = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];

/** Paints in memory, in British English, without the services of a desktop. */
const ENVIRONMENT = {
  LANG: 'en_GB.UTF-8',
  LC_ALL: 'en_GB.UTF-8',
  GDK_BACKEND: 'x11',
  GSETTINGS_BACKEND: 'memory',
  GIO_USE_VFS: 'local',
  NO_AT_BRIDGE: '1',
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  LIBGL_ALWAYS_SOFTWARE: '1',
};

/** The bars of the browser would keep its windows from being as narrow as a phone. */
const SMALL_BARS = '* { min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px }\n';

/** Makes the bars small and turns animations off. Returns the variables that keep all that the browser writes in the folder. */
const writeSettings = (folder: string) => {
  const settings = path.join(folder, 'gtk-3.0');
  mkdirSync(settings);
  writeFileSync(path.join(settings, 'gtk.css'), SMALL_BARS);
  writeFileSync(path.join(settings, 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
  return { HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
};

/** The driver does not tell which port it takes, so it has to be told one. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the server has a port');
  return address.port;
};

const isReady = async (driver: string, { hasExited, output }: ProgramGroup) => {
  if (hasExited) throw new ProgramError(`the driver exited: ${output}`);
  try {
    return (await fetch(`${driver}status`)).ok;
  } catch {
    return false;
  }
};

const createBrowser = (session: WebDriverSession, close: () => Promise<void>): EngineBrowser => {
  let shown: string | undefined;
  /** The session starts with a window. */
  let first: string | undefined;
  const switchTo = async (call: WebDriverCall, handle: string) => {
    if (shown !== handle) await call('POST', '/window', { handle });
    shown = handle;
  };
  return {
    openWindow: async () => {
      const handle = await session.together(async (call) => {
        if (first === undefined) return (first = await call<string>('GET', '/window'));
        return (await call<{ handle: string }>('POST', '/window/new', { type: 'window' })).handle;
      });
      return createWindow({
        together: (run) =>
          session.together(async (call) => {
            await switchTo(call, handle);
            return run(call);
          }),
        onClose: () => (shown = undefined),
      });
    },
    close,
  };
};

interface SessionWindow {
  /** Runs commands for this window. */
  readonly together: WebDriverSession['together'];
  readonly onClose: () => void;
}

const createWindow = ({ together, onClose }: SessionWindow): EngineWindow => {
  const run = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    void (await together((call) => call(method, path, body)));
  const touch = async (type: string, at: Point) =>
    void (await evaluate({ source: String(dispatchTouch), args: [type, at] }, together));
  return {
    open: (url) => run('POST', '/url', { url }),
    reload: () => run('POST', '/refresh', {}),
    evaluate: (call) => evaluate(call, together),
    perform: (actions) => run('POST', '/actions', { actions }),
    putFinger: (at) => touch('pointerdown', at),
    liftFinger: (at) => touch('pointerup', at),
    resize: (width, height) => together((call) => resize(call, { width, height })),
    screenshot: async () => Buffer.from(await together((call) => call<string>('GET', '/screenshot')), 'base64'),
    deleteCookies: () => run('DELETE', '/cookie'),
    close: async () => {
      await run('DELETE', '/window');
      onClose();
    },
  };
};

const evaluate = async ({ source, args }: PageCall, together: SessionWindow['together']): Promise<unknown> => {
  const json = await together((call) =>
    call<string>('POST', '/execute/async', { script: asyncScript(source), args: [JSON.stringify(args)] }),
  );
  const { error, value }: { error?: string; value?: unknown } = JSON.parse(json);
  if (error !== undefined) throw new Error(`in the page: ${error}`);
  return value;
};

/** Creates the event of a finger, in the page: WebKitGTK itself creates those of a mouse instead. */
const dispatchTouch = (type: string, { x, y }: Point) => {
  const init = { pointerType: 'touch', isPrimary: true, clientX: x, clientY: y, bubbles: true, cancelable: true };
  document.elementFromPoint(x, y)?.dispatchEvent(new PointerEvent(type, init));
};

/** A script that calls a function and passes its result, or what it throws, to the driver. */
const asyncScript = (source: string) => `
  const [args, done] = arguments;
  const call = async () => (${source})(...JSON.parse(args));
  call().then(
    (value) => done(JSON.stringify({ value: value ?? null })),
    (error) => done(JSON.stringify({ error: String(error) })),
  );`;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Gives the page of the window this size: that of the window includes its bars. */
const resize = async (call: WebDriverCall, page: Size) => {
  const sizeOfPage = () =>
    call<Size>('POST', '/execute/sync', { script: 'return { width: innerWidth, height: innerHeight }', args: [] });
  const [outer, inner] = [await call<Size>('GET', '/window/rect'), await sizeOfPage()];
  const rect = {
    width: outer.width + page.width - inner.width,
    height: outer.height + page.height - inner.height,
  };
  await call('POST', '/window/rect', rect);
  await waitUntil(async () => {
    const { width, height } = await sizeOfPage();
    return width === page.width && height === page.height;
  });
};
