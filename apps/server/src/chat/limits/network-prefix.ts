/**
 * Returns the IPv6 /48 that a network lies in, or `undefined` if the network is not an IPv6 /64. One customer of a provider, or of a free tunnel
 * broker, can have a whole /48 with 65,536 networks (RFC 6177), so limits per network alone would not hold them. IPv4 addresses are too
 * scarce for that, and neighbors in an IPv4 range have nothing in common.
 */
export const networkPrefix = (network: string): string | undefined => {
  if (!network.endsWith('::/64')) return undefined;
  return `${network.split(':').slice(0, 3).join(':')}::/48`;
};

/**
 * Returns a network by which nobody finds the address, but which equals another one as before, and has a prefix as before.
 *
 * @param hash a keyed hash, whose results have no colon
 */
export const hashNetwork = (network: string, hash: (text: string) => string): string => {
  const prefix = networkPrefix(network);
  return prefix === undefined ? hash(network) : `${hash(prefix)}:0:0:${hash(network)}::/64`;
};

/** Returns what the limits of a network apply to: the network itself and, with larger limits, its prefix. */
export const networkAndPrefix = (network: string): readonly string[] => {
  const prefix = networkPrefix(network);
  return prefix === undefined ? [network] : [network, prefix];
};
