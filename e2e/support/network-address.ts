/**
 * The address in a local network that the server under test has, on every machine, also on one without a network. The browsers of the tests
 * connect to this machine instead, but do not know it: to them the address has none of the privileges of localhost. From a block that is
 * reserved for documentation (RFC 5737), so that it is nobody's.
 */
export const NETWORK_ADDRESS = '198.51.100.7';

/** The arguments of Chromium that make it connect to this machine for the address. */
export const NETWORK_ADDRESS_ARGS = [`--host-resolver-rules=MAP ${NETWORK_ADDRESS} 127.0.0.1`];
