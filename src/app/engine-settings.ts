/** The recognisers of one language, as the configuration has them: one, a list, or several that vote. */
import { z } from 'zod';

import { ruleOf } from './config-issue.js';
import type { ArrangedEngine, Arrangement } from '../sense/engines/arrangement.js';
import { isEngineName } from '../sense/engines/registry.js';

const Engine = z.strictObject({
  engine: z.string().refine(isEngineName, 'is not the name of an engine: docs/stt.md has them'),
  options: z.record(z.string(), z.unknown()).default({}),
});

const Vote = z.strictObject({ vote: z.array(Engine).min(2).max(3) });

type EngineInput = z.input<typeof Engine> | z.input<typeof Vote>;

/** By its shape, so that what is wrong is told of the shape that was meant. */
const one = (input: unknown): typeof Engine | typeof Vote =>
  typeof input === 'object' && input !== null && 'vote' in input ? Vote : Engine;

const checked = (
  input: unknown,
  path: readonly number[],
  tell: (message: string, path: PropertyKey[]) => void,
): ArrangedEngine | undefined => {
  const result = one(input).safeParse(input);
  if (result.success) return result.data;
  for (const issue of result.error.issues) tell(ruleOf(issue), [...path, ...issue.path]);
  return undefined;
};

/** One engine, several of which the first that works is heard, or several that are heard at once. */
export const Engines = z
  .custom<EngineInput | readonly EngineInput[] | Arrangement>()
  .transform((input, { issues }): Arrangement => {
    const tell = (message: string, path: PropertyKey[]): void => {
      issues.push({ code: 'custom', message, path, input: undefined });
    };
    if (Array.isArray(input) && input.length === 0) tell('has no engine', []);
    const parts = Array.isArray(input) ? (input as readonly unknown[]) : [input];
    const arranged = parts.map((part, i) => checked(part, Array.isArray(input) ? [i] : [], tell));
    const valid = arranged.filter((part) => part !== undefined);
    return Array.isArray(input) ? valid : (valid[0] ?? []);
  });
