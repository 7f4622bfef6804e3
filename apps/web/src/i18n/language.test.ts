import assert from 'node:assert/strict';
import test from 'node:test';
import { resolveLanguage, resolveLocale } from './language.ts';

test('“auto” resolves to the first supported language that the browser prefers', () => {
  assert.equal(resolveLanguage('auto', ['de-AT', 'en']), 'de');
  assert.equal(resolveLanguage('auto', ['fr', 'DE', 'en']), 'de');
  assert.equal(resolveLanguage('auto', ['en-GB', 'de']), 'en');
  assert.equal(resolveLanguage('auto', ['fr-FR']), 'en');
  assert.equal(resolveLanguage('auto', ['deu', 'end']), 'en', 'a code that only starts with a supported one');
  assert.equal(resolveLanguage('auto', []), 'en');
});

test('a chosen language overrides the browser’s preference', () => {
  assert.equal(resolveLanguage('en', ['de']), 'en');
  assert.equal(resolveLanguage('de', ['en']), 'de');
});

test('the locale is the preferred one in the active language, or else the language', () => {
  assert.equal(resolveLocale('en', ['en-GB', 'en-US']), 'en-GB');
  assert.equal(resolveLocale('de', ['en-GB', 'de-CH']), 'de-CH');
  assert.equal(resolveLocale('de', ['en-GB']), 'de');
});
