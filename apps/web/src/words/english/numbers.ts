import { grammar } from '../grammar.ts';

export const { number, form, counted } = grammar('en');
