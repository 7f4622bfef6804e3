import { createHash } from 'node:crypto';

/** On every answer, whatever it is. */
const everyAnswer = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/**
 * On the page itself. Its scripts, styles and pictures are files of its own, but for the scripts that stand in its `html`; nothing else
 * may run, load, frame or be framed.
 */
export const pageHeaders = (html: string) => ({
  ...everyAnswer,
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    ["script-src 'self'", ...hashesOfScripts(html)].join(' '),
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types service-worker',
    'report-uri /csp-report',
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
});

/** By which the policy knows what may run of a page's html (CSP 3, 6.7.3.3). */
const hashesOfScripts = (html: string) =>
  Array.from(
    html.matchAll(/<script>(.*?)<\/script>/gs),
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );

/** On what procedures answer, and on every plain refusal. */
export const apiHeaders = {
  ...everyAnswer,
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  vary: 'Origin, Sec-Fetch-Site',
};

/** On files whose name changes with their content. */
export const assetHeaders = { ...everyAnswer, 'cache-control': 'public, max-age=31536000, immutable' };

/** On the service worker. It imports nothing, and asks for nothing but pages of this house; the newest of it is always had. */
export const workerHeaders = {
  ...everyAnswer,
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    'report-uri /csp-report',
  ].join('; '),
};

/** On files that keep their name: icons and the manifest. */
export const fileHeaders = { ...everyAnswer, 'cache-control': 'public, max-age=3600' };
