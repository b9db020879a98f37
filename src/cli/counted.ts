/** @returns a number and what it counts, such as `1 call` or `2 calls` */
export const counted = (count: number, noun: string): string =>
  `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
