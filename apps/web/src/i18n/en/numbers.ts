import { grammar } from '../plural.ts';

export const { number, form, counted } = grammar('en');
