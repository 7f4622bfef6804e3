/** Whether one writes on the screen: there Enter is the only way to a new line, and the button is near. */
export const hasSoftKeyboard = () => matchMedia('(hover: none) and (pointer: coarse)').matches;
