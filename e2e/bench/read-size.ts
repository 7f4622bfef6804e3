/**
 * Returns the whole number in an environment variable, or `byDefault` if it is not set.
 *
 * @throws {Error} if it is not a whole number of at least `min`
 */
export const readSize = (name: string, byDefault: number, min: 0 | 1): number => {
  const value = Number(process.env[name] ?? byDefault);
  if (!Number.isInteger(value) || value < min) throw new Error(`${name} is not a whole number of at least ${min}`);
  return value;
};
