import type { Page } from '@playwright/test';
import decodeQR from 'qr/decode.js';

/** Returns the content of the QR code in a dialog of the page, read from a screenshot. */
export const decodeQrCode = async (page: Page): Promise<string> => {
  const screenshot = await page.getByRole('dialog').getByRole('img').screenshot();
  // An empty page, because the content security policy of the tested one forbids data: URLs.
  const emptyPage = await page.context().newPage();
  const { width, height, pixels } = await emptyPage.evaluate(async (png) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width, height, pixels: Array.from(data, (byte) => String.fromCharCode(byte)).join('') };
  }, screenshot.toString('base64'));
  await emptyPage.close();
  return decodeQR({ width, height, data: Buffer.from(pixels, 'latin1') });
};
