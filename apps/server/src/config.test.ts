import assert from 'node:assert/strict';
import test from 'node:test';
import { budgetsPerMinute, defaultRoomSettings } from '@mailroom/shared';
import { readConfig, SETTING_VARIABLES } from './config.ts';

const DEFAULTS = {
  port: 8_000,
  listenOn: undefined,
  trustedProxies: 0,
  socketsPerNetwork: 400,
  sockets: 25_000,
  hasDefaultSockets: true,
  logLevel: 'info',
  publicUrl: undefined,
  allowedHosts: [],
  hsts: 'on',
  dataFolder: './data',
  sessionKey: undefined,
  settings: defaultRoomSettings,
};

test('an empty environment gives the default settings', () => {
  assert.deepEqual(readConfig({}), DEFAULTS);
});

test('a variable overrides its default, unless it is empty', () => {
  const env = { PORT: '0', HOST: '127.0.0.1', TRUST_PROXY: '1', MESSAGE_LENGTH: '256', MEMBERS: '' };
  const settings = { ...defaultRoomSettings, messageLength: 256 };
  assert.deepEqual(readConfig(env), { ...DEFAULTS, port: 0, listenOn: '127.0.0.1', trustedProxies: 1, settings });
});

test('each setting of the room is set by the variable that the log names', () => {
  for (const [setting, variable] of Object.entries(SETTING_VARIABLES)) {
    const value = setting === 'reservedNicknames' ? 'Boss' : setting === 'holdMs' ? '1234' : '91';
    const values = new Map(Object.entries(readConfig({ [variable]: value }).settings));
    assert.equal(String(values.get(setting)), value, variable);
  }
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

test('a limit per minute without a value depends on other settings, and 0 means none', () => {
  const budgets = (environment: Record<string, string>) => budgetsPerMinute(readConfig(environment).settings);
  assert.deepEqual(budgets({}), { joins: 120, messages: 900, typing: 1_200, reads: 3_000, failures: 3_000 });
  assert.deepEqual(budgets({ MEMBERS_PER_HOST: '10' }), budgets({}));
  assert.deepEqual(budgets({ MEMBERS_PER_HOST: '75' }), {
    joins: 180,
    messages: 1_350,
    typing: 1_800,
    reads: 4_500,
    failures: 4_500,
  });
  assert.equal(budgets({ MESSAGES_PER_WINDOW: '0' }).messages, 0);
  assert.deepEqual(budgets({ MEMBERS_PER_HOST: '0' }), { joins: 0, messages: 0, typing: 0, reads: 0, failures: 0 });
  const all = { JOINS_PER_HOST: '1', MESSAGES_PER_HOST: '2', TYPING_PER_HOST: '3', READS_PER_HOST: '0' };
  assert.deepEqual(budgets({ ...all, FAILURES_PER_HOST: '5', MEMBERS_PER_HOST: '0', WINDOW_MS: '0' }), {
    joins: 1,
    messages: 2,
    typing: 3,
    reads: 0,
    failures: 5,
  });
  assert.throws(() => readConfig({ JOINS_PER_HOST: 'many' }), {
    message: 'JOINS_PER_HOST must be a whole number from 0 to 1000000, but is "many".',
  });
});

test('an empty data folder means that nothing is kept', () => {
  assert.equal(readConfig({ DATA_DIR: '' }).dataFolder, undefined);
  assert.equal(readConfig({ DATA_DIR: '/var/lib/mailroom' }).dataFolder, '/var/lib/mailroom');
});

test('the session key is long, and no error shows it', () => {
  assert.equal(readConfig({ SESSION_KEY: 'x'.repeat(32) }).sessionKey, 'x'.repeat(32));
  assert.throws(() => readConfig({ SESSION_KEY: 'x'.repeat(31) }), {
    message: 'SESSION_KEY must have at least 32 characters.',
  });
});

test('the log level is one of those of pino', () => {
  assert.equal(readConfig({ LOG_LEVEL: 'warn' }).logLevel, 'warn');
  assert.throws(() => readConfig({ LOG_LEVEL: 'loud' }), {
    message: 'LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace, but is "loud".',
  });
});

test('name and topic of the room are one line each, of limited length', () => {
  const { name, topic } = readConfig({ ROOM_NAME: ' Tea\u0007 room ', ROOM_TOPIC: 'a\nb' }).settings;
  assert.deepEqual([name, topic], ['Tea room', 'a b']);
  assert.equal(readConfig({ ROOM_NAME: '  ' }).settings.name, 'Mailroom');
  assert.throws(() => readConfig({ ROOM_NAME: 'x'.repeat(41), ROOM_TOPIC: '\ud800' }), {
    message:
      'ROOM_NAME must be one line of at most 40 characters.\nROOM_TOPIC must be one line of at most 200 characters.',
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
