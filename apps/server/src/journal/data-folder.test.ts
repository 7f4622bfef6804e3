import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { readDataKey } from './data-folder.ts';
import { createFolder } from '../testing/create-folder.ts';
import { cannotMount, createSmallDisk, makeReadOnly } from './testing/journal-folder.ts';

test('the key of a folder is random and permanent, and only this user can read it', (t) => {
  const folder = path.join(createFolder(t), 'new/data');
  const key = readDataKey(folder);
  assert.equal(key.length, 32);
  assert.deepEqual(readDataKey(folder), key);
  assert.notDeepEqual(readDataKey(createFolder(t)), key);
  assert.deepEqual(readdirSync(folder), ['key']);
  assert.deepEqual([statSync(folder).mode & 0o777, statSync(path.join(folder, 'key')).mode & 0o777], [0o700, 0o600]);
});

test('a damaged key stops the start with an error that names it, and is not replaced', (t) => {
  const folder = createFolder(t);
  const file = path.join(folder, 'key');
  for (const text of ['', 'x', 'x'.repeat(42), 'x'.repeat(45), '?'.repeat(43)]) {
    writeFileSync(file, text);
    assert.throws(() => readDataKey(folder), {
      message: `The key in ${file} is damaged. Restore it, or delete the file: then everybody has to join again.`,
    });
    assert.equal(readFileSync(file, 'utf8'), text);
  }
});

test('a full disk and a missing right to write are errors that name the folder', { skip: cannotMount }, (t) => {
  const disk = createSmallDisk(t, 65_536);
  for (let index = 0; ; index++) {
    try {
      writeFileSync(path.join(disk, `ballast-${index}`), 'x'.repeat(4_096));
    } catch {
      break;
    }
  }
  assert.throws(() => readDataKey(disk), {
    message: `The disk of ${disk} is full. Free some space, or choose another DATA_DIR.`,
  });
  assert.ok(!readdirSync(disk).some((name) => name.startsWith('key')));
  makeReadOnly(disk);
  assert.throws(() => readDataKey(disk), {
    message: `The server cannot write in ${disk}. Grant it write permission, choose another DATA_DIR, or set \`DATA_DIR=\` to store nothing.`,
  });
});

test('a folder that cannot exist is an error', () => {
  for (const folder of ['/proc/mailroom', '/dev/null/mailroom', '/dev/null']) {
    assert.throws(() => readDataKey(folder), { message: new RegExp(`${folder}[ .]`) });
  }
});
