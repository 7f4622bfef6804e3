import type { Locator, Page } from '@playwright/test';

/** The touch screen of a page, with fingers that stay down. Playwright's own one only taps. */
export const openTouchScreen = async (page: Page) => {
  const cdp = await page.context().newCDPSession(page);
  let points: { x: number; y: number }[] = [];
  const dispatch = (type: 'touchStart' | 'touchMove' | 'touchEnd') =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  return {
    /** Puts one more finger on the start of an element. */
    press: async (element: Locator) => {
      const box = await element.boundingBox();
      if (!box) throw new Error('a finger cannot reach an element that is not visible');
      points = [...points, { x: box.x + Math.min(40, box.width / 2), y: box.y + box.height / 2 }];
      await dispatch('touchStart');
    },
    /** Moves all fingers up, by a distance in CSS pixels. */
    moveUp: async (distance: number) => {
      points = points.map(({ x, y }) => ({ x, y: y - distance }));
      await dispatch('touchMove');
    },
    /** Lifts all fingers. */
    release: async () => {
      points = [];
      await dispatch('touchEnd');
    },
  };
};
