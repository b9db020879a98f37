/**
 * The streaming WebSocket server of sherpa-onnx in C++ (`sherpa-onnx-online-websocket-server`). Its Python sibling
 * gives no times and is refused.
 *
 * Audio is 32-bit float at 16 kHz. It says which tokens it has heard and when each began, never how far it has
 * listened: `heardTo` is the beginning of the newest token. Only `Done!`, its answer to `Done`, proves more, so a
 * flush ends the connection and the next one is opened at once.
 */
import { z } from 'zod';
import type { SampleRate } from '../../core/units.js';
import { ticksToMillis } from '../../core/units.js';
import { Resampler } from '../../media/resampler.js';
import type { Engine } from '../engine.js';
import { readMessage } from './remote/dialect.js';
import type { Dialect, DialectRequest, Reply, Talk, Target } from './remote/dialect.js';
import { remoteFields, ServerUrl } from './remote/options.js';
import { RemoteEngine } from './remote/remote-engine.js';
import { readSherpa, SherpaResult } from './sherpa-result.js';

export const SherpaServerOptions = z.strictObject({
  url: ServerUrl,
  /** The Python server has no word times: it is named here so that it can be refused in plain words. */
  server: z.enum(['cpp', 'python']).default('cpp'),
  ...remoteFields,
});
export type SherpaServerOptions = z.infer<typeof SherpaServerOptions>;

const RATE = 16_000;
const MAX_MESSAGE_MS = 200;
const DONE = 'Done';
const ALL_DONE = 'Done!';
const FULL_SCALE = 32_768;

class SherpaTalk implements Talk {
  readonly greeting = [];
  readonly isReadyAtOnce = true;
  readonly minMessageMs = 0;
  readonly maxMessageMs = MAX_MESSAGE_MS;
  readonly endText = DONE;
  readonly #resampler: Resampler;
  readonly #delaySeconds: number;
  #heardTo = 0;

  constructor(rateHz: SampleRate) {
    this.#resampler = new Resampler(rateHz, RATE);
    this.#delaySeconds = ticksToMillis(this.#resampler.groupDelay) / 1_000;
  }

  encode(pcm: Int16Array): Buffer {
    const resampled = new Int16Array(this.#resampler.maxOutput(pcm.length));
    const count = this.#resampler.process(pcm, resampled);
    const bytes = Buffer.alloc(count * 4);
    for (let i = 0; i < count; i++) bytes.writeFloatLE((resampled[i] ?? 0) / FULL_SCALE, i * 4);
    resampled.fill(0);
    return bytes;
  }

  settleText(): undefined {
    return undefined;
  }

  read(text: string): readonly Reply[] {
    if (text === ALL_DONE) return [{ kind: 'ended' }];
    const result = readMessage(SherpaResult, text);
    const { words, newest } = readSherpa(result, this.#delaySeconds);
    this.#heardTo = Math.max(this.#heardTo, newest ?? 0);
    return [{ kind: result.is_final ? 'final' : 'partial', words, heardTo: this.#heardTo }];
  }
}

class SherpaDialect implements Dialect {
  readonly answersSilence = false;
  readonly #target: Target;

  constructor({ url }: SherpaServerOptions) {
    this.#target = { url, headers: {} };
  }

  target(): Target {
    return this.#target;
  }

  talk({ rateHz }: DialectRequest): Talk {
    return new SherpaTalk(rateHz);
  }
}

export const openSherpaServer = (options: SherpaServerOptions): Engine =>
  new RemoteEngine(
    'sherpa-onnx-server',
    { partials: true, wordTimes: options.server === 'cpp' },
    new SherpaDialect(options),
    options,
  );
