/**
 * Actions whose code is loaded when they run, so that help, usage errors and light commands do not wait for the
 * whole of Tacet.
 */

/** @param load gives the function that does what the command is for */
export const later =
  <A extends readonly unknown[]>(load: () => Promise<(...args: A) => void | Promise<void>>) =>
  async (...args: A): Promise<void> =>
    (await load())(...args);
