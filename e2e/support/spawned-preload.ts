import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { NETWORK_ADDRESS } from './network-address.ts';
import { skipUnusedModules } from './skip-unused-modules.ts';

// Loaded before every program that tests spawn: lets a test stop and move the program's monotonic clock, gives it the same network on every
// machine, and ends it when the test's process ends.
skipUnusedModules();

const realNow = performance.now.bind(performance);
let offset = 0;
let stoppedAt: number | undefined;
performance.now = () => (stoppedAt ?? realNow()) + offset;

const loopback = { netmask: '255.0.0.0', mac: '00:00:00:00:00:00', family: 'IPv4', internal: true } as const;
const network = { netmask: '255.255.255.0', mac: '02:00:00:00:00:01', family: 'IPv4', internal: false } as const;
os.networkInterfaces = () => ({
  lo: [{ ...loopback, address: '127.0.0.1', cidr: '127.0.0.1/8' }],
  eth0: [{ ...network, address: NETWORK_ADDRESS, cidr: `${NETWORK_ADDRESS}/24` }],
});
syncBuiltinESMExports();

process.on('message', (command) => {
  if (typeof command === 'object') return;
  if (command === 'stop clock') stoppedAt ??= realNow();
  else if (command === 'reset clock') [offset, stoppedAt] = [0, undefined];
  else offset += Number(command);
  process.send?.('done');
});
process.once('disconnect', () => process.exit());
