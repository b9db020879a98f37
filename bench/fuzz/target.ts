/** Something that reads what others wrote. */
export interface Target {
  readonly name: string;
  /** Well-formed input. */
  readonly seeds: readonly Buffer[];
  /** @throws where the parser does what it must never do, whatever the input */
  readonly read: (input: Buffer) => void | Promise<void>;
}

/** @throws Error where it does not hold */
export const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};
