import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits } from '@mailroom/shared';
import { en } from '../../../i18n/en.ts';
import { de } from '../../../i18n/de.ts';
import { commands, escapeSlash, parseCommand } from './slash-commands.ts';
import { validateCommand } from './validate-command.ts';

const send = (text: string) => ({ type: 'send', text }) as const;
const refused = (refusal: object) => ({ type: 'refused', refusal });
const unknownCommand = (name: string) => refused({ refusal: 'unknown-command', name });
const limits = { nicknameLength: 4, messageLength: 5, messagesPerWindow: 0, windowMs: 0, holdMs: 0 };

test('a text that does not begin with a slash is a message', () => {
  for (const text of ['', 'hello', 'a/b', ' /help', '\n/help', 'see /leave', 'and/or', '／help']) {
    assert.deepEqual(parseCommand(text), send(text));
  }
});

test('a double slash sends a single one', () => {
  assert.deepEqual(parseCommand('//x'), send('/x'));
  assert.deepEqual(parseCommand('//'), send('/'));
  assert.deepEqual(parseCommand('///x'), send('//x'));
  assert.deepEqual(parseCommand('//help'), send('/help'));
  assert.deepEqual(parseCommand('//usr/bin\n/help'), send('/usr/bin\n/help'));
});

test('/nick renames the user, with a valid nickname', () => {
  const validate = (text: string) => validateCommand(parseCommand(text), limits);
  assert.deepEqual(validate('/nick Zoe\u0308 '), { type: 'rename', nickname: 'Zo\u00EB' });
  const invalid = (rule: string) => refused({ refusal: 'nickname-invalid', rule, limit: 4 });
  assert.deepEqual(validate('/nick'), invalid('empty'));
  assert.deepEqual(validate('/nick Annika'), invalid('too-long'));
  assert.deepEqual(validate('/NICK A b'), invalid('not-letters-or-digits'));
});

test('a message above the length limit is refused, with the limit', () => {
  assert.deepEqual(validateCommand(send('e\u0301e\u0301e\u0301'), limits), send('\u00E9\u00E9\u00E9'));
  assert.deepEqual(
    validateCommand(send('123456'), limits),
    refused({ refusal: 'text-invalid', rule: 'too-long', limit: 5 }),
  );
  assert.deepEqual(validateCommand({ type: 'help', rest: '' }, limits), { type: 'help', rest: '' });
});

test('/help keeps the text after it', () => {
  assert.deepEqual(parseCommand('/help'), { type: 'help', rest: '' });
  assert.deepEqual(parseCommand('/help leave'), { type: 'help', rest: 'leave' });
  assert.deepEqual(parseCommand('/help\nme\nplease'), { type: 'help', rest: 'me\nplease' });
});

test('/find searches for the text after it', () => {
  assert.deepEqual(parseCommand('/find hello there'), { type: 'find', text: 'hello there' });
  assert.deepEqual(parseCommand('/find'), { type: 'find', text: '' });
});

test('/me is sent as typed', () => {
  assert.deepEqual(parseCommand('/me waves'), send('/me waves'));
  assert.deepEqual(parseCommand('/me  waves\nand smiles'), send('/me  waves\nand smiles'));
  assert.deepEqual(parseCommand('/me\nwaves'), send('/me waves'));
});

test('/me without visible text is refused', () => {
  for (const text of ['/me', '/me ', '/me \n ', '/me \u200B\u2800']) {
    assert.deepEqual(parseCommand(text), refused({ refusal: 'empty-action' }));
  }
  assert.deepEqual(parseCommand('/me \uD800'), send('/me \uD800'), 'the other rules apply to the whole message');
});

test('/leave leaves the room, with the normalized reason', () => {
  assert.deepEqual(parseCommand('/leave'), { type: 'leave', reason: '' });
  assert.deepEqual(parseCommand('/leave  gone \n fishing '), { type: 'leave', reason: 'gone fishing' });
  const longest = '🎣'.repeat(fixedLimits.reasonLength);
  assert.deepEqual(parseCommand(`/leave ${longest}`), { type: 'leave', reason: longest });
});

test('/leave with an invalid reason is refused', () => {
  const tooLong = '🎣'.repeat(fixedLimits.reasonLength + 1);
  assert.deepEqual(
    parseCommand(`/leave ${tooLong}`),
    refused({ refusal: 'reason-invalid', rule: 'too-long', limit: 32 }),
  );
  assert.deepEqual(parseCommand('/leave \uD800').type, 'refused');
  assert.deepEqual(parseCommand(`/leave a${'\u0301'.repeat(40)}`).type, 'refused');
});

test('an unknown command is refused, with its abbreviated name', () => {
  assert.deepEqual(parseCommand('/foo'), unknownCommand('foo'));
  assert.deepEqual(parseCommand('/Foo bar'), unknownCommand('Foo'));
  assert.deepEqual(parseCommand('/usr/bin/x'), unknownCommand('usr/bin/x'));
  assert.deepEqual(parseCommand('/usr/bin/x\n/usr/bin/y'), unknownCommand('usr/bin/x'));
  assert.deepEqual(parseCommand('/'), unknownCommand(''));
  assert.deepEqual(parseCommand('/ help'), unknownCommand(''));
  assert.deepEqual(parseCommand('/helpme'), unknownCommand('helpme'));
  assert.deepEqual(parseCommand(`/${'🦉'.repeat(1_000)}`), unknownCommand(`${'🦉'.repeat(40)}…`));
});

test('command names are case-insensitive', () => {
  assert.equal(parseCommand('/HELP').type, 'help');
  assert.deepEqual(parseCommand('/Me waves'), send('/me waves'));
  assert.deepEqual(parseCommand('/LEAVE Now'), { type: 'leave', reason: 'Now' });
});

test('the usage text of every command is a valid command that begins with its name', () => {
  for (const { composer } of [en, de]) {
    for (const { name } of commands) {
      const { usage } = composer.commands[name];
      assert.notEqual(parseCommand(usage).type, 'refused', usage);
      assert.equal(usage.split(' ', 1)[0], `/${name}`);
      assert.equal(name, name.toLowerCase());
    }
  }
});

test('parseCommand reverses escapeSlash', () => {
  for (const text of ['hello', '/x', '//x', '/', '/help', '/leave now', '/me waves', '/me', '/me waves\n/help', '']) {
    assert.deepEqual(parseCommand(escapeSlash(text)), send(text));
  }
});
