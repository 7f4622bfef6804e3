import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits } from '@mailroom/shared';
import { english } from '../../i18n/en.ts';
import { german } from '../../i18n/de.ts';
import { asWritten, commands, parseCommand } from './slash-commands.ts';
import { measured } from './validate-command.ts';

const say = (text: string) => ({ type: 'say', text }) as const;
const refused = (why: object) => ({ type: 'refused', why });
const unknown = (name: string) => refused({ refusal: 'no-command', name });

test('what does not begin with a slash is said as it stands', () => {
  for (const text of ['', 'hello', 'a/b', ' /help', '\n/help', 'see /leave', 'and/or', '／help']) {
    assert.deepEqual(parseCommand(text), say(text));
  }
});

test('two slashes say one', () => {
  assert.deepEqual(parseCommand('//x'), say('/x'));
  assert.deepEqual(parseCommand('//'), say('/'));
  assert.deepEqual(parseCommand('///x'), say('//x'));
  assert.deepEqual(parseCommand('//help'), say('/help'));
  assert.deepEqual(parseCommand('//usr/bin\n/help'), say('/usr/bin\n/help'));
});

test('/nick gives another nickname, which has to be one', () => {
  const limits = { nicknameLength: 4, messageLength: 5, messagesPerWindow: 0, windowMs: 0, holdMs: 0 };
  const asked = (text: string) => measured(parseCommand(text), limits);
  assert.deepEqual(asked('/nick Zoe\u0308 '), { type: 'rename', nickname: 'Zo\u00EB' });
  const broken = (rule: string) => refused({ refusal: 'nickname-invalid', rule, limit: 4 });
  assert.deepEqual(asked('/nick'), broken('empty'));
  assert.deepEqual(asked('/nick Annika'), broken('too-long'));
  assert.deepEqual(asked('/NICK A b'), broken('not-letters-or-digits'));
});

test('what is too long to be said is refused with the limit', () => {
  const limits = { nicknameLength: 4, messageLength: 5, messagesPerWindow: 0, windowMs: 0, holdMs: 0 };
  assert.deepEqual(measured(say('e\u0301e\u0301e\u0301'), limits), say('\u00E9\u00E9\u00E9'));
  assert.deepEqual(measured(say('123456'), limits), refused({ refusal: 'text-invalid', rule: 'too-long', limit: 5 }));
  assert.deepEqual(measured({ type: 'help', rest: '' }, limits), { type: 'help', rest: '' });
});

test('/help asks for help; what is written after it is not lost', () => {
  assert.deepEqual(parseCommand('/help'), { type: 'help', rest: '' });
  assert.deepEqual(parseCommand('/help leave'), { type: 'help', rest: 'leave' });
  assert.deepEqual(parseCommand('/help\nme\nplease'), { type: 'help', rest: 'me\nplease' });
});

test('/find finds what is written after it, or asks for it', () => {
  assert.deepEqual(parseCommand('/find hello there'), { type: 'find', text: 'hello there' });
  assert.deepEqual(parseCommand('/find'), { type: 'find', text: '' });
});

test('/me is said as typed', () => {
  assert.deepEqual(parseCommand('/me waves'), say('/me waves'));
  assert.deepEqual(parseCommand('/me  waves\nand smiles'), say('/me  waves\nand smiles'));
  assert.deepEqual(parseCommand('/me\nwaves'), say('/me waves'));
});

test('/me with nothing that can be seen after it is refused', () => {
  for (const text of ['/me', '/me ', '/me \n ', '/me \u200B\u2800']) {
    assert.deepEqual(parseCommand(text), refused({ refusal: 'nothing-done' }));
  }
  assert.deepEqual(
    parseCommand('/me \uD800'),
    say('/me \uD800'),
    'what else is wrong with it the message’s own rules say',
  );
});

test('/leave leaves, with the reason as the room keeps it', () => {
  assert.deepEqual(parseCommand('/leave'), { type: 'leave', reason: '' });
  assert.deepEqual(parseCommand('/leave  gone \n fishing '), { type: 'leave', reason: 'gone fishing' });
  const longest = '🎣'.repeat(fixedLimits.reasonLength);
  assert.deepEqual(parseCommand(`/leave ${longest}`), { type: 'leave', reason: longest });
});

test('a reason that the room would refuse is refused before', () => {
  const tooLong = '🎣'.repeat(fixedLimits.reasonLength + 1);
  assert.deepEqual(
    parseCommand(`/leave ${tooLong}`),
    refused({ refusal: 'reason-invalid', rule: 'too-long', limit: 32 }),
  );
  assert.deepEqual(parseCommand('/leave \uD800').type, 'refused');
  assert.deepEqual(parseCommand(`/leave a${'\u0301'.repeat(40)}`).type, 'refused');
});

test('a command that there is not is refused by its name', () => {
  assert.deepEqual(parseCommand('/foo'), unknown('foo'));
  assert.deepEqual(parseCommand('/Foo bar'), unknown('Foo'));
  assert.deepEqual(parseCommand('/usr/bin/x'), unknown('usr/bin/x'));
  assert.deepEqual(parseCommand('/usr/bin/x\n/usr/bin/y'), unknown('usr/bin/x'));
  assert.deepEqual(parseCommand('/'), unknown(''));
  assert.deepEqual(parseCommand('/ help'), unknown(''));
  assert.deepEqual(parseCommand('/helpme'), unknown('helpme'));
  assert.deepEqual(parseCommand(`/${'🦉'.repeat(1_000)}`), unknown(`${'🦉'.repeat(40)}…`));
});

test('capitals do not matter', () => {
  assert.equal(parseCommand('/HELP').type, 'help');
  assert.deepEqual(parseCommand('/Me waves'), say('/me waves'));
  assert.deepEqual(parseCommand('/LEAVE Now'), { type: 'leave', reason: 'Now' });
});

test('every command of the table is one that is understood, and its usage begins with its name', () => {
  for (const { composer } of [english, german]) {
    for (const { name } of commands) {
      const { usage } = composer.commands[name];
      assert.notEqual(parseCommand(usage).type, 'refused', usage);
      assert.equal(usage.split(' ', 1)[0], `/${name}`);
      assert.equal(name, name.toLowerCase());
    }
  }
});

test('a text that comes back to be written again is said as it was', () => {
  for (const text of ['hello', '/x', '//x', '/', '/help', '/leave now', '/me waves', '/me', '/me waves\n/help', '']) {
    assert.deepEqual(parseCommand(asWritten(text)), say(text));
  }
});
