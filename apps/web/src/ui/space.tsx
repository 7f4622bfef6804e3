/** A space between two elements, in an element of its own like every text of the page. */
export const Space = () => <span> </span>;
