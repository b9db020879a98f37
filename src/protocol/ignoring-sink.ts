/** A sink that hears only what it is given ears for. */
import type { ProtocolSink } from './protocol.js';

const ignore = (): void => undefined;

export const ignoringSink = (heard: Partial<ProtocolSink> = {}): ProtocolSink => ({
  joined: ignore,
  audio: ignore,
  telephoneEvent: ignore,
  comfortNoise: ignore,
  key: ignore,
  dropped: ignore,
  fault: ignore,
  send: ignore,
  other: ignore,
  echo: ignore,
  clear: ignore,
  language: ignore,
  left: ignore,
  ...heard,
});
