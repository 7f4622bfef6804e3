import { isIP } from 'node:net';

/**
 * Creates the check of the Host header. It accepts IP addresses, `localhost` and its subdomains, and `names`, each with any port.
 *
 * A browser sends the name that it believes to talk to. A page of another site that points its own name at this server (DNS rebinding)
 * sends that name, and must not read the room.
 *
 * @param names host names without a port, in any case
 */
export const createHostCheck = (names: readonly string[]): ((host: string) => boolean) => {
  const allowed = new Set(names.map((name) => name.toLowerCase()));
  return (host) => {
    const name = hostName(host);
    if (name === undefined) return false;
    return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || allowed.has(name);
  };
};

/**
 * Returns the name in a Host header, in lower case, without its port, brackets and final dot; `undefined` if it is malformed (RFC 9110,
 * section 7.2).
 */
export const hostName = (host: string): string | undefined => {
  const { bracketed, plain } = HOST_HEADER.exec(host)?.groups ?? {};
  return bracketed ?? plain?.replace(/\.$/, '').toLowerCase();
};

const HOST_HEADER = /^(?:\[(?<bracketed>[\da-f:.]+)\]|(?<plain>[\w.-]+))(?::\d{1,5})?$/i;

/** Returns the names under which other machines may know one with this host name: `box.lan`, `box` and, by multicast DNS, `box.local`. */
export const machineNames = (hostname: string): string[] => {
  const [label = ''] = hostname.split('.');
  return [...new Set([hostname, label, `${label}.local`])];
};
