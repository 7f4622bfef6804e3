import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Returns the violations of WCAG 2.2 AA and of axe's best practices on a page: each rule with the elements that break it. */
export const axeViolations = async (page: Page): Promise<string[]> => {
  // The legacy mode cannot look into cross-origin frames, which the page does not have, and spares a second page for each analysis.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};
