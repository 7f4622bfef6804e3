import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';

/** An SQLite file consists of these: its write-ahead log has the same path with a suffix. */
const SUFFIXES = ['', '-wal'];

/**
 * Replaces a damaged database by the one that `create` writes into another file and closes. Calls `close` for the damaged one when the new one
 * is complete: a failure before that changes nothing. Returns the path of a copy of the damaged one.
 */
export const replaceDamaged = (
  file: string,
  { create, close }: { create: (newFile: string) => void; close: () => void },
): string => {
  const newFile = `${file}.new`;
  for (const suffix of SUFFIXES) rmSync(newFile + suffix, { force: true });
  create(newFile);
  const aside = asideOf(file);
  for (const suffix of SUFFIXES) if (existsSync(file + suffix)) copyFileSync(file + suffix, aside + suffix);
  close();
  // SQLite would write the entries of the former log into the new file.
  rmSync(`${file}-wal`, { force: true });
  renameSync(newFile, file);
  return aside;
};

const asideOf = (file: string) => `${file}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
