/** Returns a nickname of letters that have no look-alikes. With its prefix it is not reserved, as "du" is. */
export const nicknameOf = (number: number) =>
  `zz${number.toString(16).replaceAll(/./g, (digit) => 'abcdefghkpqstuxz'.charAt(Number.parseInt(digit, 16)))}`;
