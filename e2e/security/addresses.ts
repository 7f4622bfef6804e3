/** Honest clients connect from here, attackers from other addresses of this machine: the probe in the server measures only the latter. */
export const HONEST_ADDRESS = '127.0.0.1';
export const ATTACKER_ADDRESS = '127.0.0.2';
