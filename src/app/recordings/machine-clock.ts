/**
 * What a machine knows of its own clock beyond one process: how long it has been up, and a time of its wall clock that was
 * believed while it was up. Between the two the wall clock can only have gone as far as the machine has.
 *
 *     clock.json   {"boot":"5f1c...","upMs":86400000,"wallMs":1764230400000}
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { z } from 'zod';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

const Mark = z.object({ boot: z.string(), upMs: z.number(), wallMs: z.number() });

export interface MachineClock {
  /** Since the machine was started, also while it slept. */
  upMs(): number;
  /** What the wall clock must show now, by what was believed since the machine was started; undefined where nothing was. */
  expectedMs(): Promise<number | undefined>;
  /** The wall clock was believed. */
  believed(wallMs: number): Promise<void>;
}

/** @param path a file that outlives processes; one that cannot be read or written is as none */
export const machineClock = (path: string): MachineClock => {
  const upMs = (): number => uptime() * 1_000;
  const boot = (): Promise<string | undefined> =>
    readFile(BOOT_ID, 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    );
  return {
    upMs,
    expectedMs: async () => {
      const text = await readFile(path, 'utf8').catch(() => '');
      const mark = Mark.safeParse(parsed(text));
      if (!mark.success || mark.data.boot !== (await boot())) return undefined;
      return mark.data.wallMs + (upMs() - mark.data.upMs);
    },
    believed: async (wallMs) => {
      const id = await boot();
      if (id === undefined) return;
      const unnamed = `${path}.${String(process.pid)}`;
      const text = JSON.stringify({ boot: id, upMs: upMs(), wallMs } satisfies z.output<typeof Mark>);
      await writeFile(unnamed, `${text}\n`, { mode: 0o600 })
        .then(() => rename(unnamed, path))
        .catch(() => undefined);
    },
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
