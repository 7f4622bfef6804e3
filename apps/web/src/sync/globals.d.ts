/**
 * The globals that sync/ and text/ may use: the few that browsers, workers and Node share. There is no DOM, no `fetch`, no storage and no
 * `process`, so code that needs one does not compile here, and gets it handed in.
 */

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare const AbortSignal: {
  any(signals: readonly AbortSignal[]): AbortSignal;
  timeout(ms: number): AbortSignal;
};

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

/** Opaque: browsers return a number, Node an object. */
interface Timer {
  readonly _timer: unique symbol;
}
declare const setTimeout: (callback: () => void, ms: number) => Timer;
declare const clearTimeout: (timer: Timer) => void;
declare const setInterval: (callback: () => void, ms: number) => Timer;
declare const clearInterval: (timer: Timer) => void;

declare const performance: { now(): number };

interface MessagePort {
  start(): void;
  close(): void;
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: () => void, options?: { once?: boolean }): void;
}
declare class MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
}

declare const URL: new (text: string) => { readonly hostname: string };
