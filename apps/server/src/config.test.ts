import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultRoomSettings } from '@mailroom/shared';
import { readConfig } from './config.ts';

test('an empty environment gives the default settings', () => {
  assert.deepEqual(readConfig({}), {
    port: 8_000,
    listenOn: undefined,
    trustedProxies: 0,
    socketsPerNetwork: 400,
    settings: defaultRoomSettings,
  });
});

test('a variable overrides its default, unless it is empty', () => {
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', TRUST_PROXY: '1', MESSAGE_LENGTH: '2000', MEMBERS: '' });
  assert.deepEqual(config, {
    port: 0,
    listenOn: '127.0.0.1',
    trustedProxies: 1,
    socketsPerNetwork: 400,
    settings: { ...defaultRoomSettings, messageLength: 2_000 },
  });
});

test('the error names each invalid variable', () => {
  const invalid = { PORT: '99999', HOLD_MS: 'soon', MEMBERS: '-1', WINDOW_MS: '1e3', IDLE_MS: ' ' };
  assert.throws(() => readConfig(invalid), {
    message: [
      'PORT must be a whole number from 0 to 65535, but is "99999".',
      'HOLD_MS must be a whole number from 1000 to 600000, but is "soon".',
      'IDLE_MS must be a whole number of 0 or more, but is " ".',
      'WINDOW_MS must be a whole number of 0 or more, but is "1e3".',
      'MEMBERS must be a whole number of 0 or more, but is "-1".',
    ].join('\n'),
  });
});
