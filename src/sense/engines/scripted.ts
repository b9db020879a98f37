/**
 * An engine for tests: it "hears" the words of a script when the audio up to their end was pushed.
 *
 * Deterministic in media time: the samples are never looked at. A word shows in a partial with the push that
 * reaches its end (`lagMs` later where the script says so) and is final after `finalDelayMs` of quiet, at a jump
 * or at a flush. Scripts are told apart by language, so a test that wants one per leg gives each leg a language of
 * its own. Trouble can be had at a media time: thrown, hanging, or the end of the whole thread.
 */
import { z } from 'zod';
import { TacetError } from '../../core/errors.js';
import type { Hypothesis, Word } from '../../core/hearing.js';
import { span, type Span } from '../../core/span.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';

const ScriptedWord = z.strictObject({
  text: z.string().min(1),
  fromMs: z.number().nonnegative(),
  toMs: z.number().nonnegative(),
  confidence: z.number().min(0).max(1).default(1),
});

const Trouble = z.strictObject({
  /** Met by the push whose audio covers this media time, so a stream opened later does not meet it again. */
  atMs: z.number().nonnegative(),
  /** `throw`: this push fails. `hang`: it settles only when `released` does. `crash`: the thread dies. */
  kind: z.enum(['throw', 'hang', 'crash']),
});

const Script = z.strictObject({
  words: z.array(ScriptedWord).default([]),
  finalDelayMs: z.number().nonnegative().default(800),
  /** How far hearing stays behind what was pushed; a flush catches up. */
  lagMs: z.number().nonnegative().default(0),
  trouble: z.array(Trouble).default([]),
  /** False: its words come without times, against the contract of engines. */
  wordTimes: z.boolean().default(true),
});

export const ScriptedOptions = z.strictObject({
  /** By language; `*` serves every other language. */
  scripts: z
    .record(z.string(), Script)
    .default({ '*': { words: [], finalDelayMs: 800, lagMs: 0, trouble: [], wordTimes: true } }),
});
export type ScriptedOptions = z.infer<typeof ScriptedOptions>;
type Script = z.infer<typeof Script>;

const NEVER = new Promise<void>(() => undefined);

export class ScriptedEngine implements Engine {
  readonly name = 'scripted';
  readonly capabilities = { partials: true, wordTimes: true };
  readonly #options: ScriptedOptions;
  readonly #released: Promise<void>;

  /** @param released lets hanging pushes go; by default never. */
  constructor(options: ScriptedOptions, released: Promise<void> = NEVER) {
    this.#options = options;
    this.#released = released;
  }

  open(request: StreamRequest): EngineStream {
    const script = this.#options.scripts[request.language] ?? this.#options.scripts['*'];
    if (script === undefined) throw new TacetError('TACET_ENGINE_FAILED', 'no script for this language');
    return new ScriptedStream(script, request, this.#released);
  }

  close(): void {
    // Nothing is shared.
  }
}

class ScriptedStream implements EngineStream {
  readonly #script: Script;
  readonly #request: StreamRequest;
  readonly #released: Promise<void>;
  readonly #words: readonly Word[];
  /** Where this utterance begins: earlier words are final, were not pushed, or were cut in two by a flush. */
  #floor: Ticks = ticks(0);
  /** Where audio last began or jumped to: the lag never puts hearing before it. */
  #stretchFrom: Ticks = ticks(0);
  #pushedTo: Ticks | undefined;
  #closed = false;

  constructor(script: Script, request: StreamRequest, released: Promise<void>) {
    this.#script = script;
    this.#request = request;
    this.#released = released;
    this.#words = script.words.map(({ text, fromMs, toMs, confidence }) => ({
      text,
      span: span(millisToTicks(fromMs), millisToTicks(toMs)),
      confidence,
    }));
  }

  async push(pcm: Int16Array, from: Ticks): Promise<void> {
    if (this.#closed) return;
    if (from !== this.#pushedTo) {
      await this.flush();
      this.#floor = from;
      this.#stretchFrom = from;
    }
    const pushed = span(from, from + samplesToTicks(pcm.length, this.#request.rateHz));
    await this.#meetTrouble(pushed);
    this.#pushedTo = pushed.to;

    const heardTo = ticks(Math.max(this.#stretchFrom, pushed.to - millisToTicks(this.#script.lagMs)));
    const words = this.#heard(heardTo);
    const quietSince = words.at(-1)?.span.to ?? this.#floor;
    const isQuiet = !this.#words.some((word) => word.span.from < heardTo && heardTo < word.span.to);
    if (isQuiet && quietSince + millisToTicks(this.#script.finalDelayMs) <= heardTo) {
      this.#finalise(words, heardTo);
    } else {
      this.#emit({ kind: 'partial', words, heardTo });
    }
  }

  flush(): Promise<void> {
    const heardTo = this.#pushedTo;
    if (!this.#closed && heardTo !== undefined && heardTo > this.#floor) {
      this.#finalise(this.#heard(heardTo), heardTo);
    }
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }

  #heard(heardTo: Ticks): readonly Word[] {
    return this.#words.filter((word) => word.span.from >= this.#floor && word.span.to <= heardTo);
  }

  #finalise(words: readonly Word[], heardTo: Ticks): void {
    this.#emit({ kind: 'final', words, heardTo, finalTo: heardTo });
    this.#floor = heardTo;
  }

  async #meetTrouble(pushed: Span): Promise<void> {
    for (const trouble of this.#script.trouble) {
      const at = millisToTicks(trouble.atMs);
      if (at < pushed.from || at >= pushed.to) continue;
      switch (trouble.kind) {
        case 'throw':
          throw new TacetError('TACET_ENGINE_FAILED', 'scripted');
        case 'hang':
          await this.#released;
          break;
        case 'crash':
          process.exit(1);
      }
    }
  }

  #emit(hypothesis: Hypothesis): void {
    const words = this.#script.wordTimes ? hypothesis.words : hypothesis.words.map(withoutTimes);
    this.#request.onHypothesis({ ...hypothesis, words });
  }
}

const withoutTimes = ({ text, confidence }: Word): Word => ({ text, confidence }) as Word;
