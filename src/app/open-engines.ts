/** Opens the recognisers of the configuration, in the thread that is to use them. */
import type { Config } from './config.js';
import { TacetError } from '../core/errors.js';
import { languageOf } from '../detect/numbers/registry.js';
import type { Engine } from '../sense/engine.js';
import { EnginesByLanguage } from '../sense/engines/by-language.js';
import { openArrangement } from '../sense/engines/arrangement.js';

/** @throws TacetError TACET_CONFIG where a language has no number grammar, or an engine cannot be used */
export const openEngines = async ({ engines }: Pick<Config, 'engines'>): Promise<Engine> => {
  const opened = new Map<string, Engine>();
  for (const [language, arrangement] of Object.entries(engines)) {
    if (languageOf(language) === undefined) {
      throw new TacetError('TACET_CONFIG', `engines.${language}: no number grammar for this language`);
    }
    opened.set(language, await openArrangement(arrangement));
  }
  return new EnginesByLanguage(opened);
};
