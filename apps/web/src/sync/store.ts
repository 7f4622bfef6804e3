/** Removes a listener. A second call does nothing. */
export type Unsubscribe = () => void;

/** The listeners of one kind of event. */
export interface Emitter<Event> {
  readonly subscribe: (listener: (event: Event) => void) => Unsubscribe;
  /** Calls every listener, in the order in which they subscribed. */
  readonly emit: (event: Event) => void;
  readonly hasListeners: () => boolean;
}

export const createEmitter = <Event = void>(): Emitter<Event> => {
  const listeners = new Set<(event: Event) => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    hasListeners: () => listeners.size > 0,
  };
};

/** A value that changes, and its listeners. `subscribe` and `getState` fit React's `useSyncExternalStore`. */
export interface Store<State> {
  readonly getState: () => State;
  /** Replaces the whole state. Notifies the listeners unless it is the same value (`Object.is`). */
  readonly setState: (state: State) => void;
  readonly subscribe: (listener: () => void) => Unsubscribe;
}

export const createStore = <State>(initial: State): Store<State> => {
  const { subscribe, emit } = createEmitter();
  let current = initial;
  return {
    getState: () => current,
    setState: (state) => {
      if (Object.is(state, current)) return;
      current = state;
      emit();
    },
    subscribe,
  };
};
