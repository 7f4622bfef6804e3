import type { Page } from '@playwright/test';

/** Changes the setting as another tab would. */
export const showFormattingCharacters = (page: Page, formattingCharacters: 'shown' | 'hidden') =>
  page.evaluate((choice) => {
    localStorage.setItem('mailroom.settings', JSON.stringify({ formattingCharacters: choice }));
    dispatchEvent(new StorageEvent('storage', { key: 'mailroom.settings' }));
  }, formattingCharacters);
