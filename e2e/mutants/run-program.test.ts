import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { mountPointsIn, runProgram, withTemporaryFolder } from './run-program.ts';

const MOUNT = `
  import { execFileSync } from 'node:child_process';
  import { mkdirSync, writeFileSync } from 'node:fs';
  mkdirSync('a disk');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1M', 'tmpfs', 'a disk']);
  writeFileSync('a disk/file', 'content');
  console.log('mounted');
  setInterval(() => {}, 1_000);
`;

test(
  'the disks that a killed program leaves mounted in its temporary folder are removed with the folder',
  { skip: process.getuid?.() === 0 ? false : 'only root can mount a file system' },
  async () => {
    const folder = await withTemporaryFolder(async (created) => {
      const { stdout } = await runProgram(['--input-type=module', '--eval', MOUNT], {
        cwd: created,
        env: {},
        isEnough: (written) => written.includes('mounted'),
      });
      assert.equal(stdout, 'mounted\n');
      assert.deepEqual(mountPointsIn(created), [path.join(created, 'a disk')]);
      return created;
    });
    assert.deepEqual([mountPointsIn(folder), existsSync(folder)], [[], false]);
  },
);
