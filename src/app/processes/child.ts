/** One process that holds calls, as the front sees it: started, asked, given legs, told to go. */
import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

import type {
  Asked,
  FromProcess,
  LevelsAsked,
  ProcessState,
  Question,
  Questions,
  ToProcess,
} from './messages.js';
import { Outbox } from './outbox.js';
import { readFromProcess } from './reading.js';
import type { Config } from '../config.js';
import type { HandedLeg } from '../../control/front/handed-leg.js';
import type { Clock, Timer } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

type Fact = Exclude<FromProcess, { readonly kind: 'answer' | 'refusal' | 'taken' | 'state' }>;

export interface ChildOptions {
  readonly index: number;
  readonly config: Config;
  readonly policy: Config | undefined;
  readonly clock: Clock;
  readonly onFact: (fact: Fact) => void;
  readonly onGone: (leg: HandedLeg) => void;
  /** It has said what cannot be: nothing that it says later is listened to. */
  readonly onGarbled: () => void;
  readonly onExit: () => void;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: TacetError) => void;
  readonly limit: Timer;
}

const MODULE = new URL('./process-main.js', import.meta.url);
/** Whoever asks is told that it is busy. */
const ANSWER_MS = 5_000;

export class Child {
  readonly #options: ChildOptions;
  readonly #process: ChildProcess;
  readonly #outbox: Outbox;
  readonly #asked = new Map<number, Waiting>();
  #lastId = 0;
  #levels = '[]';
  #isGarbled = false;
  #hasExited = false;
  #isGone = false;
  lastHeardMs: number;
  state: ProcessState = { unready: 'starting', isShort: false };

  constructor(options: ChildOptions) {
    this.#options = options;
    const { index, config, policy, clock } = options;
    this.lastHeardMs = clock.now();
    this.#outbox = new Outbox({
      clock,
      send: (leg, socket) => {
        // Its server need not follow it any longer.
        Object.assign(socket, { server: null });
        this.#send({ kind: 'take', leg }, socket);
      },
      onGone: options.onGone,
    });
    this.#process = fork(MODULE, [String(index)], { serialization: 'advanced' });
    this.#process.on('message', (message: unknown) => this.#read(message));
    // What it has said last may come after its end: both are waited for.
    this.#process.on('exit', () => this.#gone(true, !this.#process.connected));
    this.#process.on('disconnect', () => this.#gone(this.#hasExited, true));
    this.#process.on('error', () => {
      // Otherwise it is a message to one that has just died.
      if (this.#process.pid === undefined) this.#gone(true, true);
    });
    this.#send({ kind: 'start', config, policy });
  }

  hand(leg: HandedLeg, socket: Socket): void {
    this.#outbox.add(leg, socket);
  }

  /** @throws TacetError TACET_BUSY where no answer comes in time, or the process ends; what the process throws */
  ask<Name extends Question>(
    name: Name,
    ...asked: Questions[Name]['asked']
  ): Promise<Questions[Name]['answer']> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const limit = this.#options.clock.after(ANSWER_MS, () => this.#busy(id));
      this.#asked.set(id, { resolve, reject, limit });
      this.#send({ kind: 'ask', id, question: { name, asked } as unknown as Asked });
    });
  }

  /** Said again only where it is something else. */
  askLevels(asked: LevelsAsked): void {
    const key = JSON.stringify(asked);
    if (key === this.#levels) return;
    this.#levels = key;
    this.#send({ kind: 'levels', asked });
  }

  drain(graceMs: number): void {
    this.#send({ kind: 'drain', graceMs });
  }

  hurry(): void {
    this.#send({ kind: 'hurry' });
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #read(message: unknown): void {
    if (this.#isGarbled) return;
    const read = readFromProcess(message);
    if (read !== undefined) {
      this.#take(read);
      return;
    }
    this.#isGarbled = true;
    this.#options.onGarbled();
    this.kill();
  }

  #take(message: FromProcess): void {
    this.lastHeardMs = this.#options.clock.now();
    switch (message.kind) {
      case 'taken':
        this.#outbox.taken();
        return;
      case 'state':
        this.state = message.state;
        return;
      case 'answer':
        this.#answered(message.id)?.resolve(message.value as never);
        return;
      case 'refusal':
        this.#answered(message.id)?.reject(new TacetError(message.code, message.detail));
        return;
      case 'ready':
      case 'failed':
      case 'began':
      case 'settled':
      case 'ended':
      case 'news':
      case 'levels':
        this.#options.onFact(message);
    }
  }

  #answered(id: number): Waiting | undefined {
    const waiting = this.#asked.get(id);
    this.#asked.delete(id);
    waiting?.limit.cancel();
    return waiting;
  }

  #busy(id: number): void {
    this.#answered(id)?.reject(new TacetError('TACET_BUSY', 'a process does not answer'));
  }

  #gone(hasExited: boolean, isSilent: boolean): void {
    this.#hasExited = hasExited;
    if (!hasExited || !isSilent || this.#isGone) return;
    this.#isGone = true;
    this.#outbox.close();
    for (const id of [...this.#asked.keys()]) this.#busy(id);
    this.#options.onExit();
  }

  #send(message: ToProcess, socket?: Socket): void {
    if (!this.#process.connected) return;
    // What cannot be sent goes to one that is about to exit.
    if (socket === undefined) this.#process.send(message, () => undefined);
    else this.#process.send(message, socket, { keepOpen: false }, () => undefined);
  }
}
