// Loaded before every program that tests spawn: lets a test move the program's monotonic clock, and ends it when the test's process ends.
const realNow = performance.now.bind(performance);
let offset = 0;
performance.now = () => realNow() + offset;

process.on('message', (ms) => {
  offset += Number(ms);
  process.send?.('moved');
});
process.once('disconnect', () => process.exit());
