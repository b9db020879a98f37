/**
 * One run of calls that are heard, in a process of its own on one core: Tacet with its recogniser, and who speaks to it.
 *
 *     alone   caller  spoken spoken spoken     agent  quiet  quiet  quiet
 *     turns   caller  spoken quiet  spoken     agent  quiet  spoken quiet
 *     both    caller  spoken spoken spoken     agent  spoken spoken spoken
 *
 * Real digits without a pause, each leg from another place, in real time. What the speakers cost counts as Tacet's.
 */
import { createLogger } from '#tacet/app/logger.js';
import { Tacet } from '#tacet/app/compose.js';
import { parseConfig } from '#tacet/app/config.js';
import { readWav } from '#tacet/app/replay/wav.js';
import { pcmu } from '#tacet/codec/pcmu.js';
import { ticks, ticksToMillis } from '#tacet/core/units.js';
import { RtpClient } from '#tacet/test/bridges/rtp-client.js';
import { percentile } from './detect/statistics.js';

export const MANNERS = ['alone', 'turns', 'both'] as const;
export type Manner = (typeof MANNERS)[number];

export interface CallsRequest {
  readonly kind: 'run';
  readonly manner: Manner;
  readonly calls: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export interface CallsResult {
  readonly kind: 'done';
  readonly manner: Manner;
  readonly calls: number;
  /** Of one core, of all threads. */
  readonly cpuShare: number;
  /** How far the recogniser was behind the legs that spoke, every 20 ms. */
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
  /** How late a frame was sent at the hundredth: the speakers share the core. */
  readonly lateP99Ms: number;
}

const VOICE = 'fixtures/audio/human-digits-8k.wav';
const FRAME_MS = 20;
const FRAME_SAMPLES = 160;
/** One party speaks for so long, then the other. */
const TURN_FRAMES = 400;
/** Frames between the places from which two legs speak: no whole number of anything. */
const APART = 37;
/** The quietest samples, as a line has them. */
const QUIET_CODES = [0xff, 0xfe, 0x7e, 0x7f];

const voice = async (): Promise<Uint8Array[]> => {
  const { channels } = await readWav(VOICE);
  const pcm = Int16Array.from(channels[0] ?? []);
  const codec = pcmu.open(8_000);
  return Array.from({ length: Math.floor(pcm.length / FRAME_SAMPLES) }, (_, i) => {
    const payload = new Uint8Array(FRAME_SAMPLES);
    codec.encode(pcm.subarray(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES), payload);
    return payload;
  });
};

const quietFrame = Uint8Array.from(
  { length: FRAME_SAMPLES },
  (_, i) => QUIET_CODES[(i * 7 + (i >> 2)) % QUIET_CODES.length] as number,
);

/** Which legs of a call speak in this frame: caller, agent. */
export const speakers = (manner: Manner, frame: number): readonly [caller: boolean, agent: boolean] => {
  if (manner === 'both') return [true, true];
  const isAgentsTurn = manner === 'turns' && Math.floor(frame / TURN_FRAMES) % 2 === 1;
  return [!isAgentsTurn, isAgentsTurn];
};

const run = async ({ manner, calls, warmUpSeconds, seconds }: CallsRequest): Promise<CallsResult> => {
  const spoken = await voice();
  const config = parseConfig({
    listen: { port: 0 },
    engines: { en: { engine: 'vosk' } },
    recording: { enabled: false },
    limits: { calls: 10_000, loopDelayMs: 600_000, loopUse: 1, backlogMs: 600_000, deafMs: 600_000 },
    log: { level: 'error' },
  });
  const tacet = await Tacet.create({ config, log: createLogger(config.log.level) });
  const port = await tacet.listen();
  const url = (call: number, leg: string): string =>
    `ws://127.0.0.1:${String(port)}/v1/rtp/call-${String(call)}/${leg}`;
  const legs: RtpClient[] = [];
  for (let call = 0; call < calls; call++)
    for (const leg of ['caller', 'agent']) legs.push(await RtpClient.open(url(call, leg)));

  const lag: number[] = [];
  const late: number[] = [];
  const first = (warmUpSeconds * 1_000) / FRAME_MS;
  const last = first + (seconds * 1_000) / FRAME_MS;
  let before = process.cpuUsage();
  let beganMs = 0;
  const startMs = performance.now() + FRAME_MS;
  for (let frame = 0; frame < last; frame++) {
    const dueMs = startMs + frame * FRAME_MS;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (frame === first) {
      before = process.cpuUsage();
      beganMs = performance.now();
    }
    const speaks = speakers(manner, frame);
    legs.forEach((leg, i) => {
      const payload = speaks[i % 2] === true ? spoken[(frame + i * APART) % spoken.length] : quietFrame;
      leg.send(payload ?? quietFrame);
      // What comes back is not looked at.
      leg.received.length = 0;
    });
    if (frame < first) continue;
    late.push(performance.now() - dueMs);
    for (const call of tacet.calls.calls) {
      (['caller', 'agent'] as const).forEach((role, i) => {
        const pipeline = call.direction(role)?.pipeline;
        if (speaks[i] === true && pipeline?.live.heardTo !== undefined)
          lag.push(ticksToMillis(ticks(Math.max(0, pipeline.head - pipeline.live.heardTo))));
      });
    }
  }
  const { user, system } = process.cpuUsage(before);
  const cpuShare = (user + system) / 1_000 / (performance.now() - beganMs);
  for (const leg of legs) leg.terminate();
  await tacet.close();
  return {
    kind: 'done',
    manner,
    calls,
    cpuShare,
    lagP50Ms: percentile(lag, 0.5) ?? Number.NaN,
    lagP99Ms: percentile(lag, 0.99) ?? Number.NaN,
    lateP99Ms: percentile(late, 0.99) ?? Number.NaN,
  };
};

if (process.send !== undefined)
  process.once('message', (request) => {
    void run(request as CallsRequest).then((result) => {
      process.send?.(result);
      process.disconnect();
      setTimeout(() => process.exit(), 500);
    });
  });
