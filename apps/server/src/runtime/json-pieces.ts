/** In how many levels lists are divided. Deeper values are small. */
const DEPTH = 6;

/**
 * Yields the JSON of a value in pieces, so that a long one can be written in parts. Each is made when it is asked for. Lists in the first six
 * levels are divided into pieces of `itemsPerPiece` items. The value must be plain JSON data, and must not change meanwhile. As in
 * JSON.stringify, fields that are `undefined` are left out.
 */
export function* jsonPieces(value: unknown, itemsPerPiece: number, depth = DEPTH): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) {
    yield JSON.stringify(value);
  } else if (Array.isArray(value)) {
    yield '[';
    for (let from = 0; from < value.length; from += itemsPerPiece) {
      yield (from === 0 ? '' : ',') + JSON.stringify(value.slice(from, from + itemsPerPiece)).slice(1, -1);
    }
    yield ']';
  } else {
    let separator = '{';
    for (const [key, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${separator}${JSON.stringify(key)}:`;
      yield* jsonPieces(field, itemsPerPiece, depth - 1);
      separator = ',';
    }
    yield separator === '{' ? '{}' : '}';
  }
}
