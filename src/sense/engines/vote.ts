/**
 * Two or more engines at once: what either hears as a number counts.
 *
 *     audio --+--> first  --> words ------+--> words of the first, numbers of all
 *             +--> second --> words ------+
 *
 * It has heard as far as the slowest engine that is there, and is sure as far as the least sure one. An engine that
 * fails is left out until it is there again; what it had heard still counts.
 */
import { Backoff } from '../../core/backoff.js';
import { systemClock, type Clock, type Timer } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import type { Hypothesis, Word } from '../../core/hearing.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { EarStream } from './ear-stream.js';
import { StreamLife } from './stream-life.js';
import { PATIENCE_MS } from './remote/remote-stream.js';
import { isNumberWord } from './grammar/number-words.js';
import { united } from './united-words.js';

const RETRY = { firstMs: 1_000, longestMs: 15_000 };
/** A fast engine's words are shown so far ahead of what the slow one has heard. */
const AHEAD = millisToTicks(1_000);

export class VoteEngine implements Engine {
  readonly name = 'vote';
  readonly capabilities = { partials: true, wordTimes: true };
  readonly #engines: readonly Engine[];
  readonly #clock: Clock;

  constructor(engines: readonly Engine[], clock: Clock = systemClock) {
    this.#engines = engines;
    this.#clock = clock;
  }

  open(request: StreamRequest): EngineStream {
    return new VoteStream(this.#engines, request, this.#clock);
  }

  close(): void {
    for (const engine of this.#engines) engine.close();
  }
}

/** One engine's part, over all its streams. */
interface Voter {
  ear: EarStream | undefined;
  /** It was given audio: before that it has heard nothing that could hold others up. */
  isHearing: boolean;
  heardTo: Ticks;
  finalTo: Ticks;
  /** Final words that the others are not sure of yet. */
  final: readonly Word[];
  partial: readonly Word[];
  readonly backoff: Backoff;
  retry: Timer | undefined;
}

class VoteStream implements EngineStream {
  readonly patienceMs = PATIENCE_MS;
  readonly #engines: readonly Engine[];
  readonly #request: StreamRequest;
  readonly #life = new StreamLife({
    ended: () => this.#release(),
    failed: (error) => this.#request.onFailure?.(error),
  });
  readonly #clock: Clock;
  readonly #isNumber: (text: string) => boolean;
  readonly #voters: readonly Voter[];
  #end: Ticks | undefined;
  #heardTo = 0 as Ticks;
  #finalTo = 0 as Ticks;

  constructor(engines: readonly Engine[], request: StreamRequest, clock: Clock) {
    this.#engines = engines;
    this.#request = request;
    this.#clock = clock;
    this.#isNumber = isNumberWord(request.language);
    this.#voters = engines.map(() => ({
      ear: undefined,
      isHearing: false,
      heardTo: ticks(0),
      finalTo: ticks(0),
      final: [],
      partial: [],
      backoff: new Backoff(RETRY),
      retry: undefined,
    }));
    this.#voters.forEach((voter, index) => {
      voter.ear = this.#open(voter, index);
      if (!voter.ear.isThere) this.#lose(voter, voter.ear);
    });
  }

  push(pcm: Int16Array, from: Ticks): Promise<void> {
    return this.#life.inTurn(async () => {
      if (from !== this.#end) await this.#settle();
      this.#end = ticks(from + samplesToTicks(pcm.length, this.#request.rateHz));
      await this.#all((voter, ear) => {
        if (!voter.isHearing) {
          voter.isHearing = true;
          voter.heardTo = ticks(Math.max(voter.heardTo, from));
          voter.finalTo = ticks(Math.max(voter.finalTo, from));
        }
        return ear.push(pcm.slice(), from);
      });
    });
  }

  flush(): Promise<void> {
    return this.#life.inTurn(async () => {
      await this.#settle();
    });
  }

  close(): Promise<void> {
    return this.#life.close();
  }

  async #settle(): Promise<void> {
    await this.#all((_, ear) => ear.flush());
    const end = this.#end;
    if (end === undefined || this.#life.isOver()) return;
    for (const voter of this.#voters) {
      if (voter.ear === undefined) continue;
      voter.final = [...voter.final, ...voter.partial];
      voter.partial = [];
      voter.heardTo = end;
      voter.finalTo = end;
      voter.isHearing = false;
    }
    if (this.#finalTo < end) this.#tell(end, end);
  }

  /** @throws what the last engine failed of, where none is left */
  async #all(call: (voter: Voter, ear: EarStream) => Promise<boolean>): Promise<void> {
    let error: unknown;
    await Promise.all(
      this.#voters.map(async (voter) => {
        const { ear } = voter;
        if (ear !== undefined && !(await call(voter, ear))) error = ear.error;
      }),
    );
    if (!this.#life.isOver() && this.#voters.every(({ ear }) => ear === undefined)) {
      throw error instanceof TacetError ? error : new TacetError('TACET_ENGINE_FAILED');
    }
  }

  #open(voter: Voter, index: number): EarStream {
    const engine = this.#engines[index];
    if (engine === undefined) throw new TacetError('TACET_ENGINE_FAILED');
    return new EarStream(index, engine, this.#request, {
      hypothesis: (ear, hypothesis) => ear === voter.ear && this.#take(voter, hypothesis),
      failed: (ear, error) => {
        if (ear !== voter.ear) return;
        this.#lose(voter, ear);
        // Not the turn of anybody: nobody is there to be asked.
        if (this.#voters.every((each) => each.ear === undefined)) this.#life.fail(error);
        else this.#consider();
      },
    });
  }

  /** What it had shown was said; its place is asked for again. */
  #lose(voter: Voter, { index }: EarStream): void {
    voter.ear = undefined;
    voter.isHearing = false;
    voter.final = [...voter.final, ...voter.partial];
    voter.partial = [];
    if (this.#life.isOver()) return;
    voter.retry = this.#clock.after(voter.backoff.next(), () => void this.#ask(voter, index));
  }

  async #ask(voter: Voter, index: number): Promise<void> {
    const ear = this.#open(voter, index);
    const isThere = await ear.flush();
    if (this.#life.isOver()) ear.close();
    else if (!isThere) this.#lose(voter, ear);
    else {
      voter.backoff.reset();
      voter.ear = ear;
    }
  }

  #take(voter: Voter, hypothesis: Hypothesis): void {
    if (!Number.isFinite(hypothesis.heardTo)) return;
    voter.heardTo = ticks(Math.max(voter.heardTo, hypothesis.heardTo));
    if (hypothesis.kind === 'final') {
      voter.final = [...voter.final, ...hypothesis.words];
      voter.partial = [];
      if (Number.isFinite(hypothesis.finalTo))
        voter.finalTo = ticks(Math.max(voter.finalTo, hypothesis.finalTo));
    } else voter.partial = hypothesis.words;
    this.#consider();
  }

  #consider(): void {
    const hearing = this.#voters.filter(({ ear, isHearing }) => ear !== undefined && isHearing);
    if (hearing.length === 0) return;
    this.#tell(
      ticks(Math.min(...hearing.map(({ heardTo }) => heardTo))),
      ticks(Math.min(...hearing.map(({ finalTo }) => finalTo))),
    );
  }

  #tell(heard: Ticks, final: Ticks): void {
    if (this.#life.isOver()) return;
    const heardTo = ticks(Math.max(this.#heardTo, heard));
    this.#heardTo = heardTo;
    const finalTo = ticks(Math.min(heardTo, final));
    if (finalTo > this.#finalTo) {
      this.#finalTo = finalTo;
      const isFinal = ({ span }: Word): boolean => span.from < finalTo;
      const words = this.#united((voter) => voter.final.filter(isFinal));
      for (const voter of this.#voters) voter.final = voter.final.filter((word) => !isFinal(word));
      this.#request.onHypothesis({ kind: 'final', words, heardTo, finalTo });
    }
    const isNear = ({ span }: Word): boolean => span.from <= heardTo + AHEAD;
    const rest = this.#united((voter) => [...voter.final, ...voter.partial].filter(isNear));
    if (rest.length > 0 || finalTo < this.#heardTo)
      this.#request.onHypothesis({ kind: 'partial', words: rest, heardTo });
  }

  #united(wordsOf: (voter: Voter) => readonly Word[]): readonly Word[] {
    return this.#voters.map(wordsOf).reduce((all, words) => united(all, words, this.#isNumber));
  }

  #release(): void {
    for (const voter of this.#voters) {
      voter.retry?.cancel();
      voter.ear?.close();
      voter.ear = undefined;
      voter.final = [];
      voter.partial = [];
    }
  }
}
