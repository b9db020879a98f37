/**
 * Where the calls of a soak are played: in real time, each with its two legs, against one server.
 */
import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { ApiClient } from '../api/api-client.js';
import type { Random } from '../dialogues/random.js';
import { quietFrame } from '../spoken-frames.js';
import { RtpClient, within } from '#tacet/test/bridges/rtp-client.js';

const FRAME_MS = 20;
/** A call is sealed, and its ledger closed, soon after its legs have gone. */
const GONE_MS = 60_000;
const BETWEEN_LOOKS_MS = 250;

export interface Legs {
  readonly caller: RtpClient;
  readonly agent: RtpClient;
}

export interface StageOptions {
  readonly port: number;
  /** How long calls last, in seconds. */
  readonly seconds: readonly [shortest: number, longest: number];
  /** 20 ms of PCMU each, of somebody who says a card number. */
  readonly speech: (random: Random) => readonly Uint8Array[];
}

export class Stage {
  readonly #options: StageOptions;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  /** The control API, over a connection that goes with its user. */
  async api(use: (api: ApiClient) => Promise<void>): Promise<void> {
    const api = new ApiClient(this.#options.port);
    await use(api).finally(() => api.close());
  }

  speech(random: Random): readonly Uint8Array[] {
    return this.#options.speech(random);
  }

  /** @returns how many frames of 20 ms the next call has */
  length(random: Random): number {
    return Math.round((random.between(...this.#options.seconds) * 1_000) / FRAME_MS);
  }

  connect(call: string, leg: 'caller' | 'agent', query = ''): Promise<RtpClient> {
    return RtpClient.open(`ws://127.0.0.1:${String(this.#options.port)}/v1/rtp/${call}/${leg}${query}`);
  }

  async legs(call: string): Promise<Legs> {
    return { caller: await this.connect(call, 'caller'), agent: await this.connect(call, 'agent') };
  }

  /**
   * Both legs send a frame every 20 ms; what comes back is not looked at.
   * @param payload of the caller; the agent is quiet
   */
  async talk(
    { caller, agent }: Legs,
    frames: number,
    payload: (frame: number) => Uint8Array = () => quietFrame,
  ): Promise<void> {
    const startMs = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      caller.send(payload(frame));
      agent.send(quietFrame);
      caller.received.length = 0;
      agent.received.length = 0;
      const waitMs = startMs + (frame + 1) * FRAME_MS - performance.now();
      if (waitMs > 0) await wait(waitMs);
    }
  }

  /** The caller hangs up; the call is over for the agent when it is told so. */
  async hangUp({ caller, agent }: Legs): Promise<void> {
    await caller.close();
    await within(agent.closed, 'the agent to be told', GONE_MS);
  }

  /** Reads events as a wallboard does, until it is told to stop: by going away. */
  follow(path: string): () => void {
    const request = get({ host: '127.0.0.1', port: this.#options.port, path, agent: false }, (response) => {
      response.on('error', () => undefined);
      response.resume();
    });
    request.on('error', () => undefined);
    return () => request.destroy();
  }

  /** Waits until the server says that no webhook and no span waits to be sent; gives up after a while. */
  async drained(limitMs: number): Promise<void> {
    const deadlineMs = performance.now() + limitMs;
    while (performance.now() < deadlineMs) {
      const page = await this.page('/metrics');
      const waiting = [...page.matchAll(/^tacet_(?:webhooks|trace_spans)_waiting (\d+)$/gm)];
      if (waiting.length > 0 && waiting.every(([, count]) => count === '0')) return;
      await wait(BETWEEN_LOOKS_MS);
    }
  }

  /** @returns a page, over a connection of its own */
  page(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port: this.#options.port, path, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve(text)).on('error', reject);
      }).on('error', reject);
    });
  }
}
