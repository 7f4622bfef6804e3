import assert from 'node:assert/strict';
import test from 'node:test';
import { languageFor, localeFor } from './language.ts';

test('the page speaks the first language that the browser asks for and the page has', () => {
  assert.equal(languageFor('auto', ['de-AT', 'en']), 'de');
  assert.equal(languageFor('auto', ['fr', 'DE', 'en']), 'de');
  assert.equal(languageFor('auto', ['en-GB', 'de']), 'en');
  assert.equal(languageFor('auto', ['fr-FR']), 'en');
  assert.equal(languageFor('auto', ['deu', 'end']), 'en', 'other languages that only begin so');
  assert.equal(languageFor('auto', []), 'en');
});

test('what was chosen goes before what the browser asks for', () => {
  assert.equal(languageFor('en', ['de']), 'en');
  assert.equal(languageFor('de', ['en']), 'de');
});

test('times are written as where the reader lives, if that is where the language is spoken', () => {
  assert.equal(localeFor('en', ['en-GB', 'en-US']), 'en-GB');
  assert.equal(localeFor('de', ['en-GB', 'de-CH']), 'de-CH');
  assert.equal(localeFor('de', ['en-GB']), 'de');
});
