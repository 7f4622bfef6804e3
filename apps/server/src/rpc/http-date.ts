let second = 0;
let text = '';

/** Returns the current date as an HTTP-date (RFC 9110, section 5.6.7). Formats it once per second. */
export const httpDate = (): string => {
  const now = Math.floor(Date.now() / 1_000);
  if (now !== second) {
    second = now;
    text = new Date(now * 1_000).toUTCString();
  }
  return text;
};
