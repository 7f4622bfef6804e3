/**
 * Returns the host to which an address leads, in ASCII (Punycode), if the address can be read as leading to another one: letters that are
 * not ASCII, a user name before the host, percent-encoding, numbers that are an IP address, or text that runs from right to left. Returns
 * undefined for any other address.
 *
 * @param address an address that `findLinks` returned
 */
export const realHostOf = (address: string): string | undefined => {
  const { hostname } = new URL(address);
  const [, typed = ''] = HOST_AS_TYPED.exec(address) ?? [];
  return typed.toLowerCase() === hostname && !RIGHT_TO_LEFT.test(address) ? undefined : hostname;
};

/** What stands where a reader looks for the host. */
const HOST_AS_TYPED = /^https?:\/\/([^/?#]*?)(?::\d*)?(?:[/?#]|$)/iu;

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200E\u200F\u061C]/u;
