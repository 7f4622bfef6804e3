import type { AnyTRPCProcedure } from '@trpc/server';

/** A call as tRPC passes it to each middleware. Input parsing is a middleware; the resolver is the last one. */
interface Call {
  readonly ctx: unknown;
  readonly type: AnyTRPCProcedure['_def']['type'];
  readonly path: string;
  readonly input: unknown;
  readonly getRawInput: () => Promise<unknown>;
}

type Next = Partial<Pick<Call, 'ctx' | 'input' | 'getRawInput'>>;
type Result = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: unknown };
type Middleware = (
  call: Call & { meta: unknown; signal: undefined; batchIndex: number; next: (next?: Next) => Promise<Result> },
) => Promise<Result>;

/**
 * Calls a procedure as tRPC does, middleware by middleware. Never rejects: the result holds what was thrown. tRPC's own caller copies every
 * call at least three times, a fifth of the cost of an answered poll (measured); this one builds the argument of each middleware directly.
 */
export const callProcedure = (procedure: AnyTRPCProcedure, call: Omit<Call, 'input'>): Promise<Result> =>
  runFrom(0, definitionOf(procedure), { ...call, input: undefined });

interface Definition {
  readonly middlewares: readonly Middleware[];
  readonly meta: unknown;
}

/** Returns the middlewares of a procedure, which tRPC's types do not expose. */
const definitionOf = ({ _def: definition }: AnyTRPCProcedure): Definition => {
  if (hasMiddlewares(definition)) return definition;
  throw new Error('This version of tRPC has no `_def.middlewares`.');
};

const hasMiddlewares = (definition: object): definition is Definition =>
  'middlewares' in definition && Array.isArray(definition.middlewares);

const runFrom = (index: number, definition: Definition, call: Call): Promise<Result> => {
  const { ctx, type, path, input, getRawInput } = call;
  try {
    const middleware = definition.middlewares[index];
    if (!middleware) throw new Error('The last middleware must not call `next`.');
    const result = middleware({
      ctx,
      type,
      path,
      input,
      getRawInput,
      meta: definition.meta,
      signal: undefined,
      batchIndex: 0,
      next: (next = {}) =>
        runFrom(index + 1, definition, {
          ctx: next.ctx ? Object.assign({}, ctx, next.ctx) : ctx,
          type,
          path,
          input: 'input' in next ? next.input : input,
          getRawInput: next.getRawInput ?? getRawInput,
        }),
    });
    return result.catch(toFailure);
  } catch (cause) {
    return Promise.resolve(toFailure(cause));
  }
};

const toFailure = (error: unknown): Result => ({ ok: false, error });
