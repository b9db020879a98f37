/** Asks a server how it is. Imports nothing: it runs every few seconds in a container. */

export interface Health {
  readonly isGood: boolean;
  /** As the server says it. */
  readonly status: string;
}

/** @param path `/healthz`: whether it answers; `/readyz`: whether it takes calls */
export const askHealth = async (base: string, path: string, timeoutMs: number): Promise<Health> => {
  const answer = await fetch(new URL(path, base), { signal: AbortSignal.timeout(timeoutMs) }).catch(
    () => undefined,
  );
  if (answer === undefined) return { isGood: false, status: 'no answer' };
  const body: unknown = await answer.json().catch(() => undefined);
  const told =
    typeof body === 'object' && body !== null ? (body as { readonly status?: unknown }).status : undefined;
  return {
    isGood: answer.ok,
    status: typeof told === 'string' ? told : `HTTP ${String(answer.status)}`,
  };
};
