import type { Page } from '@playwright/test';

/** Collects the errors that a page reports to the server. */
export const collectPageErrors = (page: Page) => {
  const reports: unknown[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/page-error') reports.push(request.postDataJSON());
  });
  return reports;
};
