import { createHash } from 'node:crypto';

const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/**
 * Returns the headers of a page. Scripts, styles and images must be files of this server, except for the inline scripts in `html`.
 * The policy blocks all other loading, framing and script execution.
 */
export const pageHeaders = (html: string) => ({
  ...commonHeaders,
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    ["script-src 'self'", ...inlineScriptHashes(html)].join(' '),
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

/** Returns the hash sources that allow the inline scripts of `html` (CSP Level 3, section 6.7.3.3). */
const inlineScriptHashes = (html: string) =>
  Array.from(
    html.matchAll(/<script>(.*?)<\/script>/gs),
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );

/** The headers of all responses of procedures, and of all plain-text responses. */
export const apiHeaders = {
  ...commonHeaders,
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  vary: 'Origin, Sec-Fetch-Site',
};

/** The policy of files that are not pages. It applies if someone opens or frames one of them. */
const filePolicy = { 'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'" };

/** The headers of files whose name changes with their content. */
export const assetHeaders = { ...commonHeaders, ...filePolicy, 'cache-control': 'public, max-age=31536000, immutable' };

/** The headers of the service worker. It imports nothing and requests only pages of this server. Browsers revalidate it on each use. */
export const workerHeaders = {
  ...commonHeaders,
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    'report-uri /csp-report',
  ].join('; '),
};

/** The headers of files with a fixed name: icons and the manifest. */
export const fileHeaders = { ...commonHeaders, ...filePolicy, 'cache-control': 'public, max-age=3600' };
