import assert from 'node:assert/strict';
import test from 'node:test';
import { de } from './de.ts';
import { en } from './en.ts';
import { refusalText } from './refusal-text.ts';

test('a limit of the network reads differently from one of the person', () => {
  const own = { refusal: 'too-fast', retryAfterMs: 1_200, limit: 10 } as const;
  const ofNetwork = { ...own, scope: 'network' } as const;
  assert.equal(refusalText(en, own), 'You’re sending too fast. Try again in 2 seconds.');
  assert.equal(
    refusalText(en, ofNetwork),
    'Too many people from your network are active right now. Try again in 2 seconds.',
  );
  assert.equal(
    refusalText(de, ofNetwork),
    'Aus deinem Netzwerk sind gerade zu viele gleichzeitig aktiv. Versuche es in 2 Sekunden noch einmal.',
  );
});
