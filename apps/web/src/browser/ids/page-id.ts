import { uuid } from './uuid.ts';

/** The id of this document among the pages of the browser. A reload makes another page. */
export const pageId = uuid();
