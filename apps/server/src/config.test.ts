import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultSettings } from '@mailroom/shared';
import { readConfig } from './config.ts';

test('without an environment the room has its defaults', () => {
  assert.deepEqual(readConfig({}), {
    port: 8_000,
    listenOn: undefined,
    trustedProxies: 0,
    socketsPerHost: 400,
    settings: defaultSettings,
  });
});

test('what is set counts, and an empty value is no value', () => {
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', TRUST_PROXY: '1', MESSAGE_LENGTH: '2000', MEMBERS: '' });
  assert.deepEqual(config, {
    port: 0,
    listenOn: '127.0.0.1',
    trustedProxies: 1,
    socketsPerHost: 400,
    settings: { ...defaultSettings, messageLength: 2_000 },
  });
});

test('every wrong value names itself', () => {
  const wrong = { PORT: '99999', HOLD_MS: 'soon', MEMBERS: '-1', WINDOW_MS: '1e3', IDLE_MS: ' ' };
  assert.throws(() => readConfig(wrong), {
    message: [
      'PORT is "99999", but has to be a whole number from 0 to 65535.',
      'HOLD_MS is "soon", but has to be a whole number from 1000 to 600000.',
      'IDLE_MS is " ", but has to be a whole number of 0 or more.',
      'WINDOW_MS is "1e3", but has to be a whole number of 0 or more.',
      'MEMBERS is "-1", but has to be a whole number of 0 or more.',
    ].join('\n'),
  });
});
