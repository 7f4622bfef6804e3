import type { Page } from '@playwright/test';

/** The pieces of the page whose APIs a test breaks until `repairs` is called. Until then, no other piece uses them in these tests. */
type Fault = 'row' | 'dialog' | 'transcript' | 'composer' | 'roster' | 'strings' | 'lobby';

/** Makes an API throw an error with a secret in its message, in each document that the page opens. */
export const breaks = (page: Page, fault: Fault) =>
  page.addInitScript((fault) => {
    const isBroken = () => sessionStorage.getItem('repaired') === null;
    const fail = () => {
      throw new TypeError('cannot show "a secret message"');
    };
    const breakMethod = (owner: object, name: string, when: (self: unknown, ...args: unknown[]) => boolean) => {
      const original: unknown = Reflect.get(owner, name);
      if (typeof original !== 'function') throw new Error(`${name} is not a method`);
      Object.assign(owner, {
        [name]: function (this: unknown, ...args: unknown[]): unknown {
          return isBroken() && when(this, ...args) ? fail() : Reflect.apply(original, this, args);
        },
      });
    };
    const breakClass = (owner: object, name: string) => {
      const Original: unknown = Reflect.get(owner, name);
      if (typeof Original !== 'function') throw new Error(`${name} is not a class`);
      const construct = (target: Function, args: unknown[]): object =>
        isBroken() ? fail() : Reflect.construct(target, args);
      Object.assign(owner, { [name]: new Proxy(Original, { construct }) });
    };
    if (fault === 'row') {
      // Whether a message consists of emoji.
      const isEmojiTest = (self: unknown, text: unknown) =>
        self instanceof RegExp && self.source.includes('Emoji') && String(text).includes('poison');
      breakMethod(RegExp.prototype, 'test', isEmojiTest);
    } else if (fault === 'dialog') breakMethod(HTMLDialogElement.prototype, 'showModal', () => true);
    else if (fault === 'transcript') breakClass(window, 'ResizeObserver');
    else if (fault === 'composer') breakMethod(CSS, 'supports', (_, name) => name === 'field-sizing');
    else if (fault === 'roster') breakClass(Intl, 'Collator');
    else if (fault === 'strings') breakClass(Intl, 'NumberFormat');
    else breakMethod(Date.prototype, 'getDate', () => true);
  }, fault);

/** Lets all APIs work again from the next document on. */
export const repairs = (page: Page) => page.evaluate(() => sessionStorage.setItem('repaired', ''));
