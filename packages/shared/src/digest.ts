/**
 * The first 16 bytes of the SHA-256 (FIPS 180-4) of `text` in UTF-8, as 22 characters of base64url (RFC 4648, section 5). An unpaired
 * surrogate counts as U+FFFD. Not Web Crypto: that is asynchronous, and pages on plain HTTP do not have it.
 */
export const digest = (text: string): string => {
  const hash = sha256(utf8(text));
  const codes: number[] = [];
  for (let bit = 0; bit < 128; bit += 6) {
    const byte = bit >> 3;
    const twoBytes = (hash.getUint8(byte) << 8) | (byte < 15 ? hash.getUint8(byte + 1) : 0);
    codes.push(BASE64URL.charCodeAt((twoBytes >> (10 - (bit & 7))) & 63));
  }
  return String.fromCharCode(...codes);
};

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The bytes of `text` in UTF-8, one in each character. */
const utf8 = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );

/** The words of a hexadecimal string of 8 characters each. */
const words = (hex: string): DataView => {
  const view = new DataView(new ArrayBuffer(hex.length / 2));
  for (let i = 0; i < hex.length; i += 8) view.setUint32(i / 2, parseInt(hex.slice(i, i + 8), 16));
  return view;
};

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, section 5.3.3). */
const H = words('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19');

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2). */
const K = words(
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174' +
    'e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967' +
    '27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070' +
    '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2',
);

/** The names are those of FIPS 180-4, section 6.2. `bytes` has one byte in each character. */
const sha256 = (bytes: string): DataView => {
  const message = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  for (let i = 0; i < bytes.length; i++) message.setUint8(i, bytes.charCodeAt(i));
  message.setUint8(bytes.length, 0x80);
  message.setUint32(message.byteLength - 4, bytes.length * 8);
  const hash = new DataView(H.buffer.slice(0));
  const w = new DataView(new ArrayBuffer(256));
  for (let block = 0; block < message.byteLength; block += 64) {
    for (let t = 0; t < 64; t += 4) w.setInt32(t, message.getInt32(block + t));
    for (let t = 64; t < 256; t += 4) {
      const [w2, w15] = [w.getInt32(t - 8), w.getInt32(t - 60)];
      const sigma1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
      const sigma0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
      w.setInt32(t, sigma1 + w.getInt32(t - 28) + sigma0 + w.getInt32(t - 64));
    }
    addBlock(hash, w);
  }
  return hash;
};

const addBlock = (hash: DataView, w: DataView) => {
  let [a, b, c, d] = [hash.getInt32(0), hash.getInt32(4), hash.getInt32(8), hash.getInt32(12)];
  let [e, f, g, h] = [hash.getInt32(16), hash.getInt32(20), hash.getInt32(24), hash.getInt32(28)];
  for (let t = 0; t < 256; t += 4) {
    const sigma1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = h + sigma1 + ((e & f) ^ (~e & g)) + K.getInt32(t) + w.getInt32(t);
    const sigma0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = sigma0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash.setInt32(i * 4, hash.getInt32(i * 4) + word);
};

const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));
