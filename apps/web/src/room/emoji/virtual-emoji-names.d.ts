declare module 'virtual:emoji-names' {
  /** The text of `compactEmojiNames` in emoji-names.ts. */
  const names: string;
  export default names;
}
