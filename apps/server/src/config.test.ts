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
    logLevel: 'info',
    publicUrl: undefined,
    allowedHosts: [],
    hsts: 'on',
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
    logLevel: 'info',
    publicUrl: undefined,
    allowedHosts: [],
    hsts: 'on',
    settings: { ...defaultRoomSettings, messageLength: 2_000 },
  });
});

test('the public URL is an origin, and allowed hosts are a list of names', () => {
  const { publicUrl, allowedHosts } = readConfig({ PUBLIC_URL: 'https://Chat.example', ALLOWED_HOSTS: 'Box.lan, a_b' });
  assert.equal(publicUrl?.href, 'https://chat.example/');
  assert.deepEqual(allowedHosts, ['Box.lan', 'a_b']);
  for (const url of [
    'chat.example',
    'ftp://chat.example',
    'https://chat.example/room',
    'https://a@chat.example',
    ' ',
  ]) {
    assert.throws(() => readConfig({ PUBLIC_URL: url }), {
      message: `PUBLIC_URL must be an http or https URL without a path, as in https://chat.example, but is "${url}".`,
    });
  }
  for (const hosts of ['chat.example:8000', 'https://chat.example', '*', 'a,,b', '.']) {
    assert.throws(() => readConfig({ ALLOWED_HOSTS: hosts }), {
      message: `ALLOWED_HOSTS must be host names without ports, separated by commas, but is "${hosts}".`,
    });
  }
});

test('the address to listen on is an IP address or a name', () => {
  for (const host of ['0.0.0.0', '::', 'fe80::1%eth0', 'box.lan']) {
    assert.equal(readConfig({ HOST: host }).listenOn, host);
  }
  for (const host of ['127.0.0.1:8000', '[::1]', 'http://box', ' ', 'a b']) {
    assert.throws(() => readConfig({ HOST: host }), {
      message: `HOST must be an IP address or a host name without a port, but is "${host}".`,
    });
  }
});

test('the log level is one of those of pino', () => {
  assert.equal(readConfig({ LOG_LEVEL: 'warn' }).logLevel, 'warn');
  assert.throws(() => readConfig({ LOG_LEVEL: 'loud' }), {
    message: 'LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace, but is "loud".',
  });
});

test('reserved nicknames are a list', () => {
  assert.deepEqual(readConfig({ RESERVED_NICKNAMES: 'Boss, Ольга' }).settings.reservedNicknames, ['Boss', 'Ольга']);
  assert.throws(() => readConfig({ RESERVED_NICKNAMES: 'Boss,,a b' }), {
    message: 'RESERVED_NICKNAMES must be nicknames, separated by commas, but is "Boss,,a b".',
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
