/** Returns the length of a well-formed string in UTF-8 bytes (RFC 3629). The core must not use TextEncoder or Buffer. */
export const utf8Length = (text: string) => {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
    bytes += unit < 0x800 || isSurrogate ? 1 : 2;
  }
  return bytes;
};
