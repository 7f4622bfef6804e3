import type { SceneName } from './fixtures.ts';

/** One request, as it is written on the wire; Ann's cookie goes with it unless it brings its own. */
export interface Asked {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** What the room is like when the request comes; otherwise `Ann and Ben are here`. */
  readonly scene?: SceneName;
}

export const JSON_TYPE = { 'content-type': 'application/json' };

export const get = (address: string, more?: Partial<Asked>): Asked => ({
  method: 'GET',
  target: `/trpc/${address}`,
  ...more,
});

export const post = (address: string, body: string | Buffer = '', more?: Partial<Asked>): Asked => ({
  method: 'POST',
  target: `/trpc/${address}`,
  headers: JSON_TYPE,
  body,
  ...more,
});

/** The words of a table, as they stand there: a backslash is a backslash. */
export const words = ({ raw: [table = ''] }: TemplateStringsArray) => table.trim().split(/\s+/);

/** Every row with every column. */
export const each = <Row, Column, Cell>(
  rows: readonly Row[],
  columns: readonly Column[],
  cell: (row: Row, column: Column) => Cell,
): Cell[] => rows.flatMap((row) => columns.map((column) => cell(row, column)));

export const QUERIES = ['getUsers', 'getMsgId', 'wait'];
export const MUTATIONS = ['join', 'send', 'edit', 'delete', 'rename', 'typing', 'leave'];
export const PROCEDURES = [...QUERIES, ...MUTATIONS];
export const WITH_INPUT = [...MUTATIONS, 'wait'];
