let second = 0;
let text = '';

/** The date as HTTP writes it (RFC 9110 §5.6.7), the same string for all of a second. */
export const httpDate = (): string => {
  const now = Math.floor(Date.now() / 1_000);
  if (now !== second) {
    second = now;
    text = new Date(now * 1_000).toUTCString();
  }
  return text;
};
