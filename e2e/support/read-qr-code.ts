import type { Page } from '@playwright/test';
import decodeQR from 'qr/decode.js';

/** What a phone’s camera reads that is pointed at this page. */
export const readByCamera = async (page: Page): Promise<string> => {
  const picture = await page.screenshot();
  // A page of nobody’s, whose policy forbids nothing.
  const darkroom = await page.context().newPage();
  const { width, height, pixels } = await darkroom.evaluate(async (png) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width, height, pixels: Array.from(data, (byte) => String.fromCharCode(byte)).join('') };
  }, picture.toString('base64'));
  await darkroom.close();
  return decodeQR({ width, height, data: Buffer.from(pixels, 'latin1') });
};
