/** The title with which the server sent the page: the name of the room. Empty outside a browser. */
export const pageTitle = typeof document === 'undefined' ? '' : document.title;
