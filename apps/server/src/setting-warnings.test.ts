import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from './config.ts';
import { settingWarnings } from './setting-warnings.ts';

/** The first words of each warning. */
const warningsFor = (environment: Record<string, string>, address: string) =>
  settingWarnings(readConfig(environment), address).map((warning) => warning.split(/[,:]/)[0]);

test('settings that fit together give no warning', () => {
  const cases: [Record<string, string>, string][] = [
    [{}, '::'],
    [{}, '127.0.0.1'],
    [{ PUBLIC_URL: 'http://chat.example' }, '::'],
    [{ PUBLIC_URL: 'http://localhost:8000' }, '::1'],
    [{ TRUST_PROXY: '1' }, '127.0.0.1'],
    [{ TRUST_PROXY: '2', PUBLIC_URL: 'https://chat.example' }, '192.0.2.1'],
    [{ HOLD_MS: '600000' }, '::'],
  ];
  for (const [environment, address] of cases) assert.deepEqual(warningsFor(environment, address), []);
});

test('settings that contradict each other give a warning that names them', () => {
  const openToAll = 'TRUST_PROXY is set and the server listens on all interfaces';
  assert.deepEqual(warningsFor({ TRUST_PROXY: '1' }, '::'), [openToAll]);
  assert.deepEqual(warningsFor({ TRUST_PROXY: '1' }, '0.0.0.0'), [openToAll]);
  assert.deepEqual(warningsFor({ PUBLIC_URL: 'https://chat.example' }, '127.0.0.1'), ['PUBLIC_URL is https']);
  assert.deepEqual(warningsFor({ PUBLIC_URL: 'http://chat.example' }, '127.0.0.1'), [
    'PUBLIC_URL is for other machines',
  ]);
  assert.deepEqual(warningsFor({ TRUST_PROXY: '1', HOLD_MS: '60000' }, '127.0.0.1'), ['HOLD_MS is 60000']);
});
