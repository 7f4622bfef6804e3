/** Creates a `fetch` that keeps the cookie of the room as a browser does: as soon as the head of a response arrives. */
export const createBrowserFetch = (): typeof fetch => {
  let cookie = '';
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    for (const setCookie of response.headers.getSetCookie()) {
      cookie = setCookie.includes('Max-Age=0') ? '' : (setCookie.split(';')[0] ?? '');
    }
    return response;
  };
};
