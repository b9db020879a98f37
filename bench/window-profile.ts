/**
 * A CPU profile of nothing but the window that is measured: no start-up, no connecting, no checking of records.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';

const INTERVAL_MICROS = 500;

export class WindowProfile {
  readonly #folder: string;
  #session: Session | undefined;

  /** @param folder which is there already */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Begins it, and the second time ends and writes it. */
  turn(): void {
    if (this.#session === undefined) this.#begin();
    else this.#end(this.#session);
  }

  #begin(): void {
    const session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROS });
    session.post('Profiler.start');
    this.#session = session;
  }

  #end(session: Session): void {
    session.post('Profiler.stop', (_, { profile }) => {
      const name = `${String(process.pid)}.cpuprofile`;
      writeFileSync(join(this.#folder, name), JSON.stringify(profile));
    });
    session.disconnect();
  }
}
