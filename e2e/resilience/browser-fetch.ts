/** A `fetch` that keeps the room's cookie as a browser does: from the moment in which the head of an answer is there. */
export const browserFetch = (): typeof fetch => {
  let cookie = '';
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    for (const kept of response.headers.getSetCookie()) {
      cookie = kept.includes('Max-Age=0') ? '' : (kept.split(';')[0] ?? '');
    }
    return response;
  };
};
