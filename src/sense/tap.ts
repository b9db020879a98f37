/**
 * What a tap is: something that looks at every frame of a leg, in order, synchronously, and never keeps it.
 */
import type { Frame } from '../media/frame.js';

export interface Tap {
  push(frame: Frame): void;
  close(): void;
}
