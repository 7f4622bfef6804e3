/** Who is here. */
export const roster = {
  whoIsHere: 'Who is here',
  hereNow: 'Here now',
};
