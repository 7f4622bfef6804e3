// Preloaded into the measured server. Reports its resource usage to the parent process on request.
const collectGarbage = () => {
  for (let count = 0; count < 4; count++) globalThis.gc?.({ execution: 'sync', flavor: 'last-resort', type: 'major' });
};

process.on('message', (message) => {
  if (message === 'collect') collectGarbage();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system, ...process.memoryUsage() });
});
process.channel?.unref();
