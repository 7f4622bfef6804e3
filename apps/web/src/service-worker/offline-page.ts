import theme from '../theme.css?inline';
import { offline as english } from '../i18n/en/offline.ts';
import { offline as german } from '../i18n/de/offline.ts';
import style from './offline-page.css?inline';

/** The page shown when the network fails, in the first supported language. It loads nothing from the network. */
export const offlinePage = (languages: readonly string[]): Response => {
  const language = languages.map(languageOf).find((code) => STRINGS.has(code)) ?? 'en';
  const strings = STRINGS.get(language) ?? english;
  const nonce = crypto.randomUUID();
  const html = `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <title>Mailroom</title>
    <style nonce="${nonce}">${theme}${style}</style>
  </head>
  <body>
    <main class="offline">
      ${OFFLINE_ILLUSTRATION}
      <h1>${strings.title}</h1>
      <p>${strings.unsent}</p>
      <p><a href="">${strings.tryAgain}</a></p>
    </main>
  </body>
</html>`;
  const policy = ["default-src 'none'", `style-src 'nonce-${nonce}'`, "base-uri 'none'", "form-action 'none'"];
  return new Response(html, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': [...policy, "frame-ancestors 'none'"].join('; '),
    },
  });
};

const STRINGS = new Map([
  ['en', english],
  ['de', german],
]);

const languageOf = (locale: string) => locale.toLowerCase().split('-', 1)[0] ?? '';

/** A letter in front of dashed mail shelves. */
const OFFLINE_ILLUSTRATION = `<svg viewBox="0 0 96 64" width="144" aria-hidden="true" focusable="false">
        <path d="M1 1h94v54H1zM32.3 1v54M63.7 1v54M1 28h94" stroke-dasharray="3 4" />
        <path class="letter" d="M28 63V36h40v27zM28 36l20 15 20-15" />
      </svg>`;
