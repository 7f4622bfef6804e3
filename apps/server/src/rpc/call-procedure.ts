import { getTRPCErrorFromUnknown, type AnyTRPCProcedure, type TRPCError } from '@trpc/server';

/** One call of a procedure: what tRPC hands to each of its middlewares, of which parsing the input is one and the resolver the last. */
interface Call {
  readonly ctx: unknown;
  readonly type: AnyTRPCProcedure['_def']['type'];
  readonly path: string;
  readonly input: unknown;
  readonly getRawInput: () => Promise<unknown>;
}

type Next = Partial<Pick<Call, 'ctx' | 'input' | 'getRawInput'>>;
type Result = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: TRPCError };
type Middleware = (
  call: Call & { meta: unknown; signal: undefined; batchIndex: number; next: (next?: Next) => Promise<Result> },
) => Promise<Result>;

/**
 * Calls a procedure as tRPC does, middleware by middleware. tRPC's own caller copies each call property by property three times and
 * more on its way, which cost a fifth of an answered poll (measured); this one writes down what each middleware gets.
 */
export const callProcedure = (procedure: AnyTRPCProcedure, call: Omit<Call, 'input'>): Promise<Result> =>
  runFrom(0, definitionOf(procedure), { ...call, input: undefined });

interface Definition {
  readonly middlewares: readonly Middleware[];
  readonly meta: unknown;
}

/** Where tRPC keeps the middlewares; its types do not say so. */
const definitionOf = ({ _def: definition }: AnyTRPCProcedure): Definition => {
  if (hasMiddlewares(definition)) return definition;
  throw new Error('tRPC keeps its middlewares elsewhere.');
};

const hasMiddlewares = (definition: object): definition is Definition =>
  'middlewares' in definition && Array.isArray(definition.middlewares);

const runFrom = (index: number, definition: Definition, call: Call): Promise<Result> => {
  const { ctx, type, path, input, getRawInput } = call;
  try {
    const middleware = definition.middlewares[index];
    if (!middleware) throw new Error('A procedure ends with its resolver.');
    const called = middleware({
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
    return called.catch(failed);
  } catch (cause) {
    return Promise.resolve(failed(cause));
  }
};

const failed = (cause: unknown): Result => ({ ok: false, error: getTRPCErrorFromUnknown(cause) });
