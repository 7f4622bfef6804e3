const INTERVAL_MS = 500;

/**
 * Makes this process exit when its parent is gone. A test file needs it: if `node --test` is killed, its test files run on. Polls, because
 * Node has no event for it; a process without a parent gets another one.
 */
export const exitWithParent = () => {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, INTERVAL_MS).unref();
};
