/**
 * One engine in front of several: each language has its own, and a language without one has none.
 *
 * Opening a stream in a language nobody hears fails, so that such a call is masked rather than left alone.
 */
import { TacetError } from '../../core/errors.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';

export class EnginesByLanguage implements Engine {
  readonly name = 'by-language';
  readonly capabilities = { partials: true, wordTimes: true };
  readonly #engines: ReadonlyMap<string, Engine>;

  constructor(engines: ReadonlyMap<string, Engine>) {
    this.#engines = engines;
  }

  open(request: StreamRequest): EngineStream {
    const engine = this.#engines.get(request.language);
    if (engine === undefined) throw new TacetError('TACET_ENGINE_FAILED', 'no engine for this language');
    return engine.open(request);
  }

  close(): void {
    for (const engine of new Set(this.#engines.values())) engine.close();
  }
}
