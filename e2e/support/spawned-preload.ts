import { skipUnusedModules } from './skip-unused-modules.ts';

// Loaded before every program that tests spawn: lets a test stop and move the program's monotonic clock, and ends it when the test's process ends.
skipUnusedModules();

const realNow = performance.now.bind(performance);
let offset = 0;
let stoppedAt: number | undefined;
performance.now = () => (stoppedAt ?? realNow()) + offset;

process.on('message', (command) => {
  if (command === 'stop clock') stoppedAt ??= realNow();
  else offset += Number(command);
  process.send?.('done');
});
process.once('disconnect', () => process.exit());
