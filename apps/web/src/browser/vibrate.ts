/** Lets the device vibrate for as short as it can be felt, where it can and the browser allows it. */
export const vibrate = () => {
  if ('vibrate' in navigator) navigator.vibrate(10);
};
