/**
 * Keeps React working on a page that extensions and translators change. React removes each node from the parent that it gave it, and inserts
 * nodes before others. If someone has moved or removed them meanwhile, browsers throw a NotFoundError, and the piece of the page would be lost.
 * Call it before the first render.
 */
export const tolerateForeignChanges = () => {
  // oxlint-disable-next-line typescript/unbound-method -- each call names its node
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    // Its parent may be an element in between.
    if (child.parentNode && this.contains(child)) removeChild.call(child.parentNode, child);
    return child;
  };
  Node.prototype.insertBefore = function <Child extends Node>(this: Node, node: Child, before: Node | null): Child {
    insertBefore.call(this, node, childWith(this, before));
    return node;
  };
};

/** Returns the child of `parent` that is `node` or contains it; null if there is none, which stands for the end of `parent`. */
const childWith = (parent: Node, node: Node | null): Node | null => {
  let child = node;
  while (child && child.parentNode !== parent) child = child.parentNode;
  return child;
};
