/** Says that a command made a key for itself: its calls are encrypted like all others. */
export const tellKey = (path: string): void =>
  console.error(`made a key of your own for calls that are played here: ${path}`);
