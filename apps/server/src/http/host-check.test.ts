import assert from 'node:assert/strict';
import test from 'node:test';
import { createHostCheck, hostName, machineNames } from './host-check.ts';

test('addresses, localhost and listed names are allowed, in any case and with any port', () => {
  const isAllowed = createHostCheck(['chat.example', 'Box', 'box.local']);
  const hosts = [
    '192.0.2.7',
    '192.0.2.7:8000',
    '[2001:db8::7]:8000',
    '[::1]',
    'localhost',
    'LOCALHOST:8000',
    'ann.localhost:8000',
    'chat.example',
    'Chat.Example:443',
    'chat.example.',
    'chat.example.:8000',
    'box:8000',
    'BOX.local',
  ];
  assert.deepEqual(
    hosts.filter((host) => !isAllowed(host)),
    [],
  );
});

test('other names and malformed hosts are not allowed', () => {
  const isAllowed = createHostCheck(['chat.example']);
  const hosts = [
    'evil.example',
    'chat.example.evil.example',
    'evilchat.example',
    'localhost.evil.example',
    '192.0.2.7.evil.example',
    'notlocalhost',
    '.localhost.evil.example',
    '',
    ':8000',
    'chat.example:',
    'chat.example:80:80',
    'chat.example:123456',
    'chat.example@evil.example',
    'user@chat.example',
    'chat.example/',
    'chat.example..',
    '[::1',
    '::1',
    '[chat.example]',
    'chat.example, evil.example',
  ];
  assert.deepEqual(hosts.filter(isAllowed), []);
});

test('the name of a host has no port, brackets or final dot', () => {
  assert.deepEqual(['Box.:80', '[::1]:80', 'a b'].map(hostName), ['box', '::1', undefined]);
});

test('a machine is known by its full name, its first label and its multicast DNS name', () => {
  assert.deepEqual(machineNames('box.lan'), ['box.lan', 'box', 'box.local']);
  assert.deepEqual(machineNames('box'), ['box', 'box.local']);
});
