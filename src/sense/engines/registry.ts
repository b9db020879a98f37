/**
 * Every recogniser engine by name. A new engine is one file and one line here; the conformance suite then runs
 * over it.
 */
import type { z } from 'zod';
import { TacetError, type ErrorCode } from '../../core/errors.js';
import type { Engine } from '../engine.js';
import type { OnModelProgress } from '../models/store.js';
import { AssemblyAiOptions, openAssemblyAi } from './assemblyai.js';
import { DeepgramOptions, openDeepgram } from './deepgram.js';
import { HookOptions, openHook } from './hook.js';
import { ScriptedEngine, ScriptedOptions } from './scripted.js';
import { openSherpa, SherpaOptions } from './sherpa-onnx.js';
import { openSherpaServer, SherpaServerOptions } from './sherpa-onnx-server.js';
import { openVoskServer, VoskServerOptions } from './vosk-server.js';
import { openVosk, prepareVosk, VoskOptions } from './vosk.js';
import { WrittenEngine, WrittenOptions } from './written.js';

export interface EngineDefinition {
  /** @throws TacetError where the options are wrong, a model is not to be had or the engine does not start. */
  open(options: unknown): Promise<Engine>;
  /** Fetches and verifies what `open` will need, so that a server does it once, at its start, and tells. */
  prepare(options: unknown, onProgress?: OnModelProgress): Promise<void>;
  /** It is a server: opening it takes nothing but an address. */
  readonly isElsewhere: boolean;
}

const define = <Schema extends z.ZodType>(
  schema: Schema,
  open: (options: z.output<Schema>) => Engine | Promise<Engine>,
  prepare: (options: z.output<Schema>, onProgress?: OnModelProgress) => unknown = () => undefined,
  isElsewhere = false,
): EngineDefinition => {
  const parse = (options: unknown): z.output<Schema> => {
    const parsed = schema.safeParse(options ?? {});
    if (parsed.success) return parsed.data;
    // The rules of our own quote nothing; those of the schema might.
    const where = parsed.error.issues
      .map(({ path, code, message }) => (code === 'custom' ? `${path.join('.')} ${message}` : path.join('.')))
      .join(', ');
    throw new TacetError('TACET_CONFIG', `engine options: ${where}`);
  };
  return {
    isElsewhere,
    open: async (options) => open(parse(options)),
    prepare: async (options, onProgress) => {
      await prepare(parse(options), onProgress);
    },
  };
};

const elsewhere = <Schema extends z.ZodType>(
  schema: Schema,
  open: (options: z.output<Schema>) => Engine,
): EngineDefinition => define(schema, open, undefined, true);

export const ENGINES = {
  vosk: define(VoskOptions, openVosk, prepareVosk),
  hook: elsewhere(HookOptions, openHook),
  'vosk-server': elsewhere(VoskServerOptions, openVoskServer),
  deepgram: elsewhere(DeepgramOptions, openDeepgram),
  assemblyai: elsewhere(AssemblyAiOptions, openAssemblyAi),
  'sherpa-onnx': define(SherpaOptions, (options) => openSherpa(options)),
  'sherpa-onnx-server': elsewhere(SherpaServerOptions, openSherpaServer),
  written: define(WrittenOptions, (options) => new WrittenEngine(options)),
  scripted: define(ScriptedOptions, (options) => new ScriptedEngine(options)),
} as const satisfies Record<string, EngineDefinition>;

export type EngineName = keyof typeof ENGINES;

export const isEngineName = (name: string): name is EngineName => Object.hasOwn(ENGINES, name);

const definitionOf = (name: string): EngineDefinition => {
  if (isEngineName(name)) return ENGINES[name];
  throw new TacetError('TACET_ENGINE_UNKNOWN', `known: ${Object.keys(ENGINES).join(', ')}`);
};

export const openEngine = async (name: string, options?: unknown): Promise<Engine> =>
  definitionOf(name).open(options);

export const prepareEngine = async (
  name: string,
  options?: unknown,
  onProgress?: OnModelProgress,
): Promise<void> => definitionOf(name).prepare(options, onProgress);

/** @returns why its server cannot be reached now; undefined where it can, and for an engine that is no server */
export const reachEngine = async (
  name: string,
  options: unknown,
  language: string,
): Promise<ErrorCode | undefined> => {
  const definition = definitionOf(name);
  if (!definition.isElsewhere) return undefined;
  const engine = await definition.open(options);
  const code = await engine.reach?.({ language, rateHz: 8_000 });
  engine.close();
  return code;
};
