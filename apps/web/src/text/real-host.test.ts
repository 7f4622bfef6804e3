import assert from 'node:assert/strict';
import test from 'node:test';
import { realHostOf } from './real-host.ts';

test('an address that reads as it leads has no other host', () => {
  for (const address of [
    'https://example.org',
    'HTTPS://Example.ORG/a@b',
    'http://localhost:8000/?q=ü#é',
    'http://127.0.0.1:1',
    'http://[::1]:8000/a',
    'https://xn--mnchen-3ya.de',
    'https://example.org./a',
    'https://a_b.example/中文',
  ]) {
    assert.equal(realHostOf(address), undefined, address);
  }
});

test('an address that can be misread has its real host', () => {
  for (const [address, host] of [
    ['https://münchen.de/a', 'xn--mnchen-3ya.de'],
    ['https://аpple.com', 'xn--pple-43d.com'],
    ['https://例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    ['https://www.bank.example@evil.example/login', 'evil.example'],
    ['https://www.bank.example:443@evil.example', 'evil.example'],
    ['https://@evil.example', 'evil.example'],
    ['https://ｅｘａｍｐｌｅ.org', 'example.org'],
    ['https://exam\u00ADple.org', 'example.org'],
    ['https://%65xample.org', 'example.org'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1', '127.0.0.1'],
    ['https://example.org/דף.evil.example', 'example.org'],
  ] as const) {
    assert.equal(realHostOf(address), host, address);
  }
});
