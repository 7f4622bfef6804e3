import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

/** The buttons and text fields that are not within these bounds. */
const controlsOutside = ({ page }: Person, bounds: { top: number; left: number; right: number; bottom: number }) =>
  page
    .getByRole('button')
    .or(page.getByRole('textbox'))
    .evaluateAll((pieces, { top, left, right, bottom }) => {
      const isOutside = (piece: Element) => {
        const box = piece.getBoundingClientRect();
        return box.width > 0 && (box.top < top || box.left < left || box.right > right || box.bottom > bottom);
      };
      return pieces.filter(isOutside).map((piece) => piece.textContent || piece.id);
    }, bounds);

test(
  'in landscape the safe areas stay free, and pulling down does not reload the page',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann', {
      as: 'visitor',
      browser: { viewport: { width: 780, height: 390 }, hasTouch: true, isMobile: true },
    });
    const cdp = await ann.page.context().newCDPSession(ann.page);
    await cdp.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 10, left: 47, right: 47, bottom: 21 } });
    const bounds = { top: 10, left: 47, right: 780 - 47, bottom: 390 - 21 };
    await ann.page.goto(server.url);
    await expect(ann.nicknameField).toBeVisible();
    expect(await controlsOutside(ann, { ...bounds, bottom: Infinity }), 'the lobby can be scrolled').toEqual([]);
    await ann.joins(server.url);
    expect(await controlsOutside(ann, bounds)).toEqual([]);
    await ann.page.getByRole('button', { name: '1 here' }).tap();
    const roster = await ann.page.getByRole('complementary').boundingBox();
    expect((roster?.x ?? 0) + (roster?.width ?? 0)).toBeLessThanOrEqual(bounds.right);
    const overscroll = () => ann.page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorY);
    expect(await overscroll()).toBe('none');
  },
);

test('the composer stays visible above an on-screen keyboard that covers the page, as in Safari', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor', browser: { viewport: { width: 390, height: 780 } } });
  await ann.page.addInitScript(() => {
    const viewport = Object.assign(new EventTarget(), { height: 780, scale: 1 });
    Object.defineProperty(window, 'visualViewport', { value: viewport });
  });
  const resizeVisualViewport = (height: number, scale = 1) =>
    ann.page.evaluate(
      ([height, scale]) => {
        Object.assign(window.visualViewport ?? {}, { height, scale });
        window.visualViewport?.dispatchEvent(new Event('resize'));
      },
      [height, scale],
    );
  const composerEnd = async () => {
    const box = await ann.composer.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  await ann.joins(server.url);
  const closed = await composerEnd();
  await resizeVisualViewport(440);
  await expect.poll(composerEnd).toBeLessThanOrEqual(440);
  await expect(ann.page.getByRole('button', { name: 'Room menu' }), 'the header stays in place').toBeInViewport({
    ratio: 1,
  });
  await resizeVisualViewport(780);
  await expect.poll(composerEnd).toBe(closed);
  await resizeVisualViewport(390, 2);
  await expect.poll(composerEnd, 'zooming in covers nothing').toBe(closed);
});
