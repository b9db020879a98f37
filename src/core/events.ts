/**
 * A typed emitter for observers.
 *
 * Emitting is how the media path tells loggers, metrics and sinks what happened. An observer that throws
 * must not reach the media path: its exception goes to `onObserverError` and the next observer still runs.
 */
export type Unsubscribe = () => void;

export class Emitter<Events extends object> {
  readonly #observers = new Map<keyof Events, Set<(event: never) => void>>();
  readonly #onObserverError: (error: unknown) => void;

  constructor(onObserverError: (error: unknown) => void) {
    this.#onObserverError = onObserverError;
  }

  on<Name extends keyof Events>(name: Name, observer: (event: Events[Name]) => void): Unsubscribe {
    const observers = this.#observers.get(name) ?? new Set();
    this.#observers.set(name, observers);
    observers.add(observer);
    return () => void observers.delete(observer);
  }

  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    const observers = this.#observers.get(name);
    if (observers === undefined) return;
    for (const observer of observers) {
      try {
        (observer as (event: Events[Name]) => void)(event);
      } catch (error) {
        this.#onObserverError(error);
      }
    }
  }

  removeAll(): void {
    this.#observers.clear();
  }
}
