/**
 * Returns the smallest index below `length` at which `isReached` is true, or `length` if there is none. `isReached` must be
 * true for every index after one for which it is true.
 */
export const firstIndexWhere = (length: number, isReached: (index: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};
