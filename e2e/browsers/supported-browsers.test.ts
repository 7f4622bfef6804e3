import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'vite';
import { DEGRADING } from './degrading-features.ts';
import { scriptFeatures } from './script-features.ts';
import { styleFeatures } from './style-features.ts';
import type { Feature } from './supported-browsers.ts';

const PAGE = path.join(import.meta.dirname, '../../apps/web/dist/page');

const read = (pattern: string) => {
  const files = globSync(pattern, { cwd: PAGE });
  assert.notEqual(files.length, 0, `the page is built: ${pattern}`);
  return files.map((file) => readFileSync(path.join(PAGE, file), 'utf8'));
};

const tooNew = (features: readonly Feature[]) =>
  [...new Set(features.filter(({ isSupported }) => !isSupported).map((feature) => feature.path))].toSorted();

test('the built files use nothing that a supported browser lacks, except for what degrades on purpose', () => {
  const used = [...scriptFeatures(read('**/*.js')), ...read('**/*.css').flatMap((style) => styleFeatures(style))];
  // Otherwise the check would find nothing at all.
  assert.ok(new Set(used.map((feature) => feature.path)).size > 500);
  assert.deepEqual(tooNew(used), Object.keys(DEGRADING).toSorted());
});

test('the check names what is too new', () => {
  const script = `
    export const a = async (items, signal) => {
      const { union } = items;
      const together = AbortSignal.any([signal]);
      document.startViewTransition?.(() => union);
      if ('setAppBadge' in navigator) await Promise.try(() => items.toSorted());
      signal.addEventListener('scrollend', () => new Highlight(), { once: true });
      return /(?i:x)/.test(jsx(\`search\`, { className: 'a' })) && jsx('button', { command: 'show-modal' });
    };`;
  assert.deepEqual(tooNew(scriptFeatures([script])), [
    'api.AbortSignal.any_static',
    'api.Document.scrollend_event',
    'api.Document.startViewTransition',
    'api.Highlight',
    'api.Navigator.setAppBadge',
    'html.elements.button.command',
    'html.elements.search',
    'javascript.builtins.Promise.try',
    'javascript.builtins.Set.union',
    'javascript.regular_expressions.modifier',
  ]);
  assert.deepEqual(
    tooNew(scriptFeatures([script, 'export const own = { union: 1, startViewTransition: 2 };'])).length,
    8,
  );
  const style = `
    @starting-style { a { color: light-dark(red, blue) } }
    @supports (field-sizing: content) { a { field-sizing: content } }
    @supports not (position-area: top) { a { position-area: top } }
    a:hover::highlight(b) { user-select: none; text-wrap: balance; width: if(media(print): 1px) }
    b { -webkit-user-select: none; user-select: none; color: oklch(50% 0.1 20) }`;
  assert.deepEqual(tooNew(styleFeatures(style)), [
    'css.at-rules.starting-style',
    'css.properties.position-area',
    'css.properties.position-area.top',
    'css.properties.text-wrap',
    'css.properties.text-wrap.balance',
    'css.selectors.highlight',
    'css.types.color.light-dark',
    'css.types.if',
  ]);
});

test('the script that reports that the page has not started runs in every browser', () => {
  const [html = ''] = read('index.html');
  const scripts = Array.from(html.matchAll(/<script>(.*?)<\/script>/gs), ([, script = '']) => script);
  const script = scripts.find((each) => each.includes('not-started')) ?? assert.fail('there is no such script');
  const types = new Set<string>();
  const { program } = parseSync('inline.js', script, { sourceType: 'script' });
  JSON.stringify(program, (key, value: unknown) => {
    if (key === 'type' || key === 'kind') types.add(String(value));
    return value;
  });
  assert.deepEqual(
    [...types].filter((each) => !ES5.has(each)),
    [],
  );
});

/** The nodes of ECMAScript 5 that the script may use. */
const ES5 = new Set([
  'Program',
  'ExpressionStatement',
  'CallExpression',
  'MemberExpression',
  'Identifier',
  'Literal',
  'FunctionExpression',
  'FunctionBody',
  'BlockStatement',
  'VariableDeclaration',
  'VariableDeclarator',
  'var',
  'BinaryExpression',
  'ConditionalExpression',
  'IfStatement',
  'AssignmentExpression',
]);
