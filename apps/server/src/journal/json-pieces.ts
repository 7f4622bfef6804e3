/** Items of a list that become one piece. */
const ITEMS = 32;

/**
 * Yields the JSON of a value in pieces, so that a large one can be written in several ticks. The lists in the first `depth` levels are
 * divided. The value must be plain JSON data, and must not change meanwhile; fields that are `undefined` are left out.
 */
export function* jsonPieces(value: unknown, depth = 6): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) {
    yield JSON.stringify(value);
  } else if (Array.isArray(value)) {
    yield '[';
    for (let from = 0; from < value.length; from += ITEMS) {
      yield (from === 0 ? '' : ',') + JSON.stringify(value.slice(from, from + ITEMS)).slice(1, -1);
    }
    yield ']';
  } else {
    let separator = '{';
    for (const [key, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${separator}${JSON.stringify(key)}:`;
      yield* jsonPieces(field, depth - 1);
      separator = ',';
    }
    yield separator === '{' ? '{}' : '}';
  }
}
