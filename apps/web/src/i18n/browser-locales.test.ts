import assert from 'node:assert/strict';
import test from 'node:test';
import { browserLocales } from './browser-locales.ts';
import { resolveLanguage, resolveLocale } from './language.ts';
import { defaultClock, timeFormat } from './time-format.ts';

test('locales that are not language tags are read as POSIX names, or left out', () => {
  const languages = [
    'de_AT.UTF-8@euro',
    'en-US@posix',
    'C',
    'C.UTF-8',
    'POSIX',
    '',
    ' ',
    '*',
    'zh_Hans_CN',
    '💬',
    'en--US',
  ];
  assert.deepEqual(browserLocales({ languages, language: 'fr-FR' }), [
    'de-AT',
    'en-US',
    'posix',
    'zh-Hans-CN',
    'fr-FR',
  ]);
  assert.deepEqual(browserLocales({ languages: undefined, language: 'de' }), ['de']);
  assert.deepEqual(browserLocales({}), []);
});

test('whatever the browser calls its locale, the page has a language, and times are formatted', () => {
  for (const name of ['C', 'en-US@posix', 'de_DE@euro', 'POSIX', '', 'x', '*', '\0', 'i-klingon']) {
    const locales = browserLocales({ languages: [name], language: name });
    const language = resolveLanguage('auto', locales);
    assert.equal(language, name.startsWith('de') ? 'de' : 'en', name);
    const locale = resolveLocale(language, locales);
    const format = timeFormat({ locale, clock: defaultClock(locales[0]) });
    for (const text of [format.timeOfDay(0), format.dayAndTime(0), format.dayName(0, 0), format.ago(0, 1)])
      assert.notEqual(text, '');
    assert.doesNotThrow(() => new Intl.ListFormat(locale));
  }
});
