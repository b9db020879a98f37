/**
 * A process of several, from its start: calls, their recogniser and their records; no port, no API, no keys of either. Runs
 * as a child of the front only.
 */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { Link } from './link.js';
import type { Asked, ToProcess } from './messages.js';
import { Tacet } from '../compose.js';
import { guardProcess } from '../guard-process.js';
import { createLogger, type Logger } from '../logger.js';
import type { HandedLeg } from '../../control/front/handed-leg.js';
import { receiveLeg } from '../../control/front/receive-leg.js';
import { systemClock } from '../../core/clock.js';
import { codeOf, TacetError } from '../../core/errors.js';
import type { Config } from '../config.js';

const STATE_EVERY_MS = 1_000;
const index = Number(process.argv[2]);

class ProcessMain {
  readonly #link: Link;
  readonly #hurry = new AbortController();
  #config: Config | undefined;
  #log: Logger | undefined;
  #tacet: Tacet | undefined;
  #isLeaving = false;

  constructor() {
    // The front is told by signals, and tells its processes: a terminal, or systemd, tells all at once.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
    this.#link = new Link(index, {
      start: (message) => void this.#start(message),
      take: (leg, socket) => this.#take(leg, socket),
      answer: (question) => this.#answer(question),
      drain: (graceMs) => void this.#drain(graceMs),
      hurry: () => this.#hurry.abort(),
      garbled: () => this.#garbled(),
    });
  }

  async #start({ config, policy }: Extract<ToProcess, { readonly kind: 'start' }>): Promise<void> {
    this.#config = config;
    const log = createLogger(config.log.level, undefined, { process: index });
    this.#log = log;
    guardProcess(log);
    try {
      const tacet = await Tacet.create({ config, log, front: this.#link });
      if (policy !== undefined && !(await tacet.reload(() => Promise.resolve(policy))))
        throw new TacetError('TACET_INTERNAL', 'the policy in force cannot be taken');
      this.#tacet = tacet;
    } catch (error) {
      log.exception('a process could not start', error);
      await this.#link.failed(error instanceof TacetError ? error : new TacetError(codeOf(error)));
      process.exit(1);
    }
    systemClock.every(STATE_EVERY_MS, () => this.#tell());
    this.#tell();
    this.#link.ready();
  }

  #tell(): void {
    const tacet = this.#tacet;
    if (tacet !== undefined)
      this.#link.state({ unready: tacet.unready(), isShort: tacet.admission.shortages.length > 0 });
  }

  #take(leg: HandedLeg, socket: Socket): void {
    const { legs, metrics } = this.#running;
    const { bridges } = this.#runningConfig;
    let wire: Duplex = socket;
    try {
      wire = receiveLeg(leg, socket, {
        legs,
        credentials: bridges,
        publicUrl: bridges.publicUrl,
        clock: systemClock,
        onRefused: (code) => metrics.server.refused(code, 'bridge'),
      });
    } catch (error) {
      this.#log?.exception('a leg that was handed over could not be taken', error, { call: leg.call });
      socket.destroy();
    }
    // What has come with the request alone is in its call by now, or refused; the other has yet to be read.
    if (leg.isAnswered && !wire.destroyed) wire.once('close', () => this.#link.settled(leg.call));
    else this.#link.settled(leg.call);
  }

  #answer({ name, asked }: Asked): Promise<unknown> {
    const { desk, metrics } = this.#running;
    switch (name) {
      case 'list':
        return Promise.resolve(desk.list());
      case 'show':
        return Promise.resolve(desk.show(...asked));
      case 'pause':
        return Promise.resolve(desk.pause(...asked));
      case 'resume':
        return Promise.resolve(desk.resume(...asked));
      case 'consent':
        return Promise.resolve(desk.consent(...asked));
      case 'identify':
        desk.identify(...asked);
        return Promise.resolve();
      case 'writes':
        return Promise.resolve(this.#running.isWritten(asked[0]));
      case 'metrics':
        return metrics.collect();
      case 'policy':
        return this.#running.reload(() => Promise.resolve(asked[0]));
    }
  }

  async #drain(graceMs: number | undefined): Promise<void> {
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    const tacet = this.#tacet;
    const ms = graceMs ?? this.#config?.limits.shutdownMs ?? 0;
    await tacet?.close(ms, 0, this.#hurry.signal);
    await this.#link.flushed({ unready: 'draining', isShort: true });
    process.exit(0);
  }

  /** What else it has been told cannot be relied on: the front starts another one. */
  #garbled(): void {
    this.#log?.error('the front says what cannot be', { code: 'TACET_INTERNAL' });
    process.exit(1);
  }

  get #running(): Tacet {
    if (this.#tacet === undefined) throw new TacetError('TACET_BUSY', 'the process starts');
    return this.#tacet;
  }

  get #runningConfig(): Config {
    if (this.#config === undefined) throw new TacetError('TACET_INTERNAL');
    return this.#config;
  }
}

// Without a front nobody would ever send a leg.
if (process.send !== undefined) new ProcessMain();
