import { focusComposer } from './focus-composer.ts';
import type { OwnLine } from '../message-actions/last-own-message.ts';
import type { Outbox } from '../../sync/outbox.ts';
import type { Writing } from './draft-store.ts';

/** Where one writes, and where it goes out. */
export interface Desk {
  readonly writing: Writing;
  readonly outbox: Outbox;
  /** How long a message may be, in code points; 0 for any length. */
  readonly limit: number;
}

/** Begins to edit a line, from what it is to read like by now. */
export const editLine = ({ writing, outbox }: Desk, { line, text }: OwnLine) => {
  if (writing.written().edit?.line === line) return focusComposer('end');
  const change = outbox.groups().changes.get(line);
  const before = change?.type === 'edit' && change.state !== 'failed' ? change.text : text;
  writing.edit({ line, before, text: before });
};

/** Takes back what was turned down, to write it anew. */
export const writeAnew = ({ writing, outbox }: Desk, clientMsgId: string) => {
  const errand = outbox.discard(clientMsgId);
  if (errand?.type === 'line') writing.giveBack([errand.text]);
  else if (errand?.type === 'edit') writing.edit({ line: errand.line, before: '', text: errand.text });
};
