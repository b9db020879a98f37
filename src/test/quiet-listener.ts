/** A listener that makes nothing of what it hears, and clears nothing. */
import { ticks } from '../core/units.js';
import type { ListenerFactory } from '../sense/stt-worker-host.js';

export const QUIET: ListenerFactory = () => ({
  hear: () => undefined,
  missed: () => undefined,
  context: () => undefined,
  clearedTo: () => ticks(0),
  finish: () => undefined,
  close: () => undefined,
});
