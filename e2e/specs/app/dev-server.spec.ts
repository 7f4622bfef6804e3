import { devServerUrl } from '../../support/dev-server.ts';
import { expect, test as base, trackWaitCount } from '../../support/fixtures.ts';

const test = base.extend<{ devUrl: string }>({ devUrl: devServerUrl });

test('behind Vite’s dev server and in strict mode a page has one wait, and its disconnect reaches the server', async ({
  person,
  server,
  devUrl,
}) => {
  const ann = await person('Ann');
  const ben = await person('Ben', { as: 'visitor' });
  const waitCount = trackWaitCount(ben.page);
  await ben.joins(devUrl);
  await ann.says('one', 'two');
  await ben.reads('one', 'two');
  await ben.says('three');
  await ben.reads('one', 'two', 'three');
  await expect.poll(waitCount).toBe(1);

  // A crashed page says nothing: that its wait is over reaches the server as a closed socket, through Vite’s proxy.
  await ben.crashes();
  await ann.seesIdleLeave('Ben', server);
});
