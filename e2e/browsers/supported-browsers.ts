import { createRequire } from 'node:module';
import type { CompatData, CompatStatement, Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data';

/** The oldest version of each browser in which the whole page works. The build target of vite is the same. */
const OLDEST = {
  chrome: 114,
  chrome_android: 114,
  edge: 114,
  firefox: 125,
  firefox_android: 125,
  safari: 17,
  safari_ios: 17,
} as const;

type BrowserName = keyof typeof OLDEST;

// Typed as a module, but a file of JSON.
const data: CompatData = createRequire(import.meta.url)('@mdn/browser-compat-data');

/** A feature in the compatibility data. */
export interface Feature {
  /** Its keys, such as `css.properties.field-sizing`. */
  readonly path: string;
  /** Whether all supported browsers have it, without a flag, and under its own name. */
  readonly isSupported: boolean;
  /** Whether they have it if `-webkit-` may precede its name. */
  readonly isSupportedWithPrefix: boolean;
}

const toFeature = (path: string, compat: CompatStatement): Feature => ({
  path,
  isSupported: isSupported(compat, undefined),
  isSupportedWithPrefix: isSupported(compat, '-webkit-'),
});

const isSupported = ({ support }: CompatStatement, prefix: string | undefined): boolean =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
  (Object.keys(OLDEST) as BrowserName[]).every((browser) => {
    const statements = support[browser];
    const all = Array.isArray(statements) ? statements : statements === undefined ? [] : [statements];
    return all.some(
      (statement) =>
        (statement.prefix === undefined || statement.prefix === prefix) && covers(statement, OLDEST[browser]),
    );
  });

const covers = (statement: SimpleSupportStatement, version: number) => {
  const { version_added: added, version_removed: removed, flags, alternative_name: other } = statement;
  if (flags !== undefined || other !== undefined || typeof added !== 'string') return false;
  return numberOf(added) <= version && (typeof removed !== 'string' || numberOf(removed) > version);
};

const numberOf = (version: string) => Number.parseFloat(version.replace('≤', ''));

/** Returns the feature at a path of keys, or undefined if the data do not have it. */
export const featureAt = (...keys: readonly string[]): Feature | undefined => {
  let node: Identifier | undefined = { css: data.css, html: data.html, api: data.api, javascript: data.javascript };
  for (const key of keys) node = node && Object.hasOwn(node, key) ? child(node, key) : undefined;
  const compat = node?.__compat;
  return compat && toFeature(keys.join('.'), compat);
};

const child = (node: Identifier, key: string): Identifier | undefined => (key === '__compat' ? undefined : node[key]);

/** Returns all features below a path of keys, grouped by their last key. */
export const featuresByName = (...keys: readonly string[]): ReadonlyMap<string, readonly Feature[]> => {
  const found = new Map<string, Feature[]>();
  const visit = (node: Identifier, path: readonly string[]) => {
    for (const key of Object.keys(node).filter((each) => each !== '__compat')) {
      const next = child(node, key);
      if (!next) continue;
      const at = [...path, key];
      if (next.__compat) {
        const name = key.replace(/(_static|_event)$/, '');
        found.set(name, [...(found.get(name) ?? []), toFeature(at.join('.'), next.__compat)]);
      }
      visit(next, at);
    }
  };
  let node: Identifier | undefined = { css: data.css, html: data.html, api: data.api, javascript: data.javascript };
  for (const key of keys) node = node && child(node, key);
  if (node) visit(node, keys);
  return found;
};
