import { createStore } from '../sync/store.ts';

/** The URL of this page's script, whose name changes with its content. Undefined under the development server. */
const CURRENT = document.querySelector('script[src^="/assets/"]')?.getAttribute('src');

const isOutdated = createStore(false);

/** Whether the server has a newer version of this page. */
export const pageVersion = {
  isOutdated: isOutdated.getState,
  subscribe: isOutdated.subscribe,
  /** @param served the URL of the script of the server's page, from the header `mailroom-page`. Null if the response has none */
  compare: (served: string | null) => {
    if (CURRENT && served && served !== CURRENT) isOutdated.setState(true);
  },
};
