import type { InputSource, Point } from './input.ts';

/** A browser engine besides Chromium's. */
export interface Engine {
  /** The name that people know. */
  readonly name: string;
  /** The packages of Debian that bring it. */
  readonly packages: readonly string[];
  /** Whether this machine has its programs. */
  readonly isInstalled: () => boolean;
  /** Starts a browser with an empty profile, in British English. */
  readonly launch: () => Promise<EngineBrowser>;
}

/** A running browser with one profile. It ends with this process at the latest. */
export interface EngineBrowser {
  /** Opens one more window. All windows are visible to their pages and share cookies and storage. */
  readonly openWindow: () => Promise<EngineWindow>;
  readonly close: () => Promise<void>;
}

/** A window with one page. */
export interface EngineWindow {
  /** Opens an address and waits until it has loaded. */
  readonly open: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Calls a function in the page and returns its result. The arguments and the result are JSON values. */
  readonly evaluate: (call: PageCall) => Promise<unknown>;
  /** Gives the window the focus, presses keys and moves pointers as a person does: the browser creates the events. */
  readonly perform: (sources: readonly InputSource[]) => Promise<void>;
  /** Puts a finger on a point, or lifts it. */
  readonly putFinger: (at: Point) => Promise<void>;
  readonly liftFinger: (at: Point) => Promise<void>;
  /** Gives the page this size, in CSS pixels. */
  readonly resize: (width: number, height: number) => Promise<void>;
  /** Returns a picture of the page as a PNG file. */
  readonly screenshot: () => Promise<Buffer>;
  /** Deletes the cookies of the page's host. */
  readonly deleteCookies: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A function as text, which uses nothing but its arguments and the globals of the page. */
export interface PageCall {
  readonly source: string;
  readonly args: readonly unknown[];
}
