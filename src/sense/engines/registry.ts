/**
 * Every recogniser engine by name. A new engine is one file and one entry here; the conformance suite then runs
 * over it.
 */
import type { z } from 'zod';
import { TacetError, type ErrorCode } from '../../core/errors.js';
import type { Engine } from '../engine.js';
import type { OnModelProgress } from '../models/store.js';

interface EngineDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly options: Schema;
  readonly open: (options: z.output<Schema>) => Engine | Promise<Engine>;
  /** Fetches and verifies what `open` will need, so that a server does it once, at its start, and tells. */
  readonly prepare?: (options: z.output<Schema>, onProgress?: OnModelProgress) => unknown;
}

/** What is done with an engine by its name: its code is loaded then, and that of no other. */
interface RegisteredEngine {
  /** @throws TacetError where the options are wrong, a model is not to be had or the engine does not start. */
  open(options: unknown): Promise<Engine>;
  prepare(options: unknown, onProgress?: OnModelProgress): Promise<void>;
  /** It is a server: opening it takes nothing but an address. */
  readonly isElsewhere: boolean;
}

const parsed = <Schema extends z.ZodType>(schema: Schema, options: unknown): z.output<Schema> => {
  const result = schema.safeParse(options ?? {});
  if (result.success) return result.data;
  // The rules of our own quote nothing; those of the schema might.
  const where = result.error.issues
    .map(({ path, code, message }) => (code === 'custom' ? `${path.join('.')} ${message}` : path.join('.')))
    .join(', ');
  throw new TacetError('TACET_CONFIG', `engine options: ${where}`);
};

const define = <Schema extends z.ZodType>(
  load: () => Promise<EngineDefinition<Schema>>,
  isElsewhere = false,
): RegisteredEngine => ({
  isElsewhere,
  open: async (given) => {
    const { options, open } = await load();
    return open(parsed(options, given));
  },
  prepare: async (given, onProgress) => {
    const { options, prepare } = await load();
    await prepare?.(parsed(options, given), onProgress);
  },
});

const elsewhere = <Schema extends z.ZodType>(
  load: () => Promise<EngineDefinition<Schema>>,
): RegisteredEngine => define(load, true);

export const ENGINES = {
  vosk: define(async () => {
    const { VoskOptions: options, openVosk: open, prepareVosk: prepare } = await import('./vosk.js');
    return { options, open, prepare };
  }),
  hook: elsewhere(async () => {
    const { HookOptions: options, openHook: open } = await import('./hook.js');
    return { options, open };
  }),
  'vosk-server': elsewhere(async () => {
    const { VoskServerOptions: options, openVoskServer: open } = await import('./vosk-server.js');
    return { options, open };
  }),
  deepgram: elsewhere(async () => {
    const { DeepgramOptions: options, openDeepgram: open } = await import('./deepgram.js');
    return { options, open };
  }),
  assemblyai: elsewhere(async () => {
    const { AssemblyAiOptions: options, openAssemblyAi: open } = await import('./assemblyai.js');
    return { options, open };
  }),
  'sherpa-onnx': define(async () => {
    const { SherpaOptions: options, openSherpa: open } = await import('./sherpa-onnx.js');
    return { options, open };
  }),
  'sherpa-onnx-server': elsewhere(async () => {
    const { SherpaServerOptions: options, openSherpaServer: open } = await import('./sherpa-onnx-server.js');
    return { options, open };
  }),
  written: define(async () => {
    const { WrittenOptions: options, WrittenEngine } = await import('./written.js');
    return { options, open: (given) => new WrittenEngine(given) };
  }),
  scripted: define(async () => {
    const { ScriptedOptions: options, ScriptedEngine } = await import('./scripted.js');
    return { options, open: (given) => new ScriptedEngine(given) };
  }),
} as const satisfies Record<string, RegisteredEngine>;

export type EngineName = keyof typeof ENGINES;

export const isEngineName = (name: string): name is EngineName => Object.hasOwn(ENGINES, name);

const definitionOf = (name: string): RegisteredEngine => {
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
