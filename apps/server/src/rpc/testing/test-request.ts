import type { SceneName } from './scenes.ts';

/** A request as it is sent. It has Ann's cookie unless it has one of its own. */
export interface TestRequest {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The state of the room when the request arrives. Default: `Ann and Ben are members`. */
  readonly scene?: SceneName;
}

export const JSON_TYPE = { 'content-type': 'application/json' };

export const get = (path: string, more?: Partial<TestRequest>): TestRequest => ({
  method: 'GET',
  target: `/trpc/${path}`,
  ...more,
});

export const post = (path: string, body: string | Buffer = '', more?: Partial<TestRequest>): TestRequest => ({
  method: 'POST',
  target: `/trpc/${path}`,
  headers: JSON_TYPE,
  body,
  ...more,
});

/** Splits a template at white space. Keeps backslashes as they are. */
export const words = ({ raw: [table = ''] }: TemplateStringsArray) => table.trim().split(/\s+/);

/** Combines every row with every column. */
export const combine = <Row, Column, Cell>(
  rows: readonly Row[],
  columns: readonly Column[],
  combineOne: (row: Row, column: Column) => Cell,
): Cell[] => rows.flatMap((row) => columns.map((column) => combineOne(row, column)));

export const QUERIES = ['getRoom', 'getUsers', 'getMsgId', 'history', 'wait', 'moderation.grants'];
export const MUTATIONS = words`
  join send edit delete react rename typing leave moderation.claim moderation.invite moderation.revoke moderation.resign`;
export const PROCEDURES = [...QUERIES, ...MUTATIONS];
export const WITH_INPUT = [...MUTATIONS.filter((name) => name !== 'moderation.resign'), 'history', 'wait'];
