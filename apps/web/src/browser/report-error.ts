import type { PageError } from '@mailroom/shared';

/** Reports from one page. The first ones tell the cause, and the server accepts few from one network. */
const MAX_REPORTS = 5;
const MAX_FRAMES = 5;

const reported = new Set<string>();

/** Reports to the server that a piece of the page failed: each error once, and at most 5. Never throws. */
export const reportError = (piece: PageError['piece'], error: unknown) => {
  const body = JSON.stringify(toPageError(piece, error));
  if (reported.has(body) || reported.size >= MAX_REPORTS) return;
  reported.add(body);
  void send(body);
};

const send = async (body: string) => {
  try {
    const headers = { 'content-type': 'application/json' };
    // Without the cookie: the report is about the page and not about its user.
    await fetch('/page-error', { method: 'POST', headers, body, credentials: 'omit', keepalive: true });
  } catch {
    // The error itself has been shown. A lost report costs only a line of the log.
  }
};

/** Describes an error without its message, which may quote what someone typed. */
export const toPageError = (piece: PageError['piece'], error: unknown): PageError => {
  if (!(error instanceof Error)) return { piece, name: 'Unknown', frames: [] };
  const { name, message, stack = '' } = error;
  const frames = Array.from(stack.replace(message, '').matchAll(FRAME), ([, frame = '']) => frame);
  return { piece, name: NAME.test(name) ? name : 'Error', frames: frames.slice(0, MAX_FRAMES) };
};

const NAME = /^[A-Za-z]{1,40}$/;
/** A file of the page, with line and column, in the stacks of all browsers. */
const FRAME = /\/assets\/([\w.-]{1,80}:\d{1,7}:\d{1,7})/g;
