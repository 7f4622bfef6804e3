import { devServer } from '../../support/dev-server.ts';
import { expect, test as base, trackWaitCount } from '../../support/fixtures.ts';

const test = base.extend<{ devUrl: string }>({ devUrl: devServer });

test.use({ settings: { IDLE_MS: '2000' } });

test('through vite’s dev server, in React’s strict mode: one loop, and a hang-up reaches the room', async ({
  person,
  devUrl,
}) => {
  const ann = await person('Ann');
  const ben = await person('Ben', { as: 'visitor' });
  const underWay = trackWaitCount(ben.page);
  await ben.joins(devUrl);
  await ann.says('one', 'two');
  await ben.reads('one', 'two');
  await ben.says('three');
  await ben.reads('one', 'two', 'three');
  await expect.poll(underWay).toBe(1);

  // Without a farewell: only the closed socket, through the proxy, tells the room that nobody waits any more.
  await ben.page.context().setOffline(true);
  await ben.page.goto('about:blank').catch(() => {});
  await ann.seesSystemMessage('Ben left (lost connection)');
});
