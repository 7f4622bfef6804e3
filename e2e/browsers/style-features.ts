import postcss, { AtRule, type Declaration, type Document } from 'postcss';
import { featureAt, featuresByName, type Feature } from './supported-browsers.ts';

const types = featuresByName('css', 'types');

/**
 * Returns the features of a style sheet: its properties, their values, functions and units, selectors, at-rules and media features.
 * Declarations that stand behind a `@supports` for themselves are left out.
 */
export const styleFeatures = (source: string): Feature[] => {
  const features: Feature[] = [];
  const add = (feature: Feature | undefined) => void (feature && features.push(feature));
  const root = postcss.parse(source);
  root.walkAtRules((rule) => {
    add(featureAt('css', 'at-rules', rule.name));
    if (rule.name === 'media')
      for (const [, name = ''] of rule.params.matchAll(/([a-z-]+)(?=\s*[:)<>=])/g))
        add(featureAt('css', 'at-rules', 'media', name));
    if (rule.name === 'supports')
      for (const [, name = ''] of rule.params.matchAll(/([a-z-]+)\(/g))
        add(featureAt('css', 'at-rules', 'supports', name));
  });
  root.walkRules(({ selector }) => {
    for (const [, name = ''] of selector.replaceAll(/"[^"]*"|\[[^\]]*\]/g, '').matchAll(/::?([a-z-]+)/g))
      add(featureAt('css', 'selectors', name));
    if (selector.includes('&')) add(featureAt('css', 'selectors', 'nesting'));
  });
  root.walkDecls((declaration) => {
    const { prop, value } = declaration;
    if (isGuarded(declaration)) return;
    const property = featureAt('css', 'properties', prop);
    const isPrefixed = property?.isSupportedWithPrefix === true && source.includes(`-webkit-${prop}:`);
    if (property && !isPrefixed) add(property);
    for (const [, word = '', bracket] of value
      .replaceAll(/"[^"]*"|url\([^)]*\)/g, '')
      .matchAll(/(?<![\w#.-])(-?[a-z][a-z\d-]*)(\()?/gi)) {
      add(featureAt('css', 'properties', prop, word));
      const [type] = types.get(word) ?? [];
      if (bracket !== undefined) add(type);
    }
    for (const [, unit = ''] of value.matchAll(/(?<![\w#-])[\d.]+([a-z]+)/g))
      add(featureAt('css', 'types', 'length', unit));
  });
  return features;
};

/** Whether a declaration is in a `@supports` block that asks for its property. */
const isGuarded = ({ prop, parent }: Declaration): boolean => {
  for (let node: Declaration['parent'] | Document = parent; node; node = node.parent)
    if (node instanceof AtRule && node.name === 'supports' && asksFor(node.params, prop)) return true;
  return false;
};

const asksFor = (params: string, prop: string) => !params.includes('not') && params.includes(`(${prop}:`);
