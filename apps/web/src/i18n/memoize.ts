/** Makes something once for each name: what Intl makes is dear. */
export const madeOnce = <Name extends string, Made>(make: (name: Name) => Made): ((name: Name) => Made) => {
  const made = new Map<Name, Made>();
  return (name) => {
    const before = made.get(name);
    if (before !== undefined) return before;
    const fresh = make(name);
    made.set(name, fresh);
    return fresh;
  };
};
