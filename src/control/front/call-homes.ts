/**
 * Which process has which call, for a server of several.
 *
 *     claim ---> a leg is on its way ---> the process has begun the call ---> it is over, no leg is on its way ---> forgotten
 *                                  '----> the leg was refused, or is gone -----------------------------------------^
 *
 * The first leg of a call chooses; all others follow it. Nothing runs out by time: each way has its end.
 */
import type { CallId } from '../../core/ids.js';

interface Home {
  readonly process: number;
  /** Of the leg that came first. */
  readonly tenant: string | undefined;
  /** Legs that the process has not said what became of. */
  legs: number;
  isRunning: boolean;
}

export class CallHomes {
  readonly #homes = new Map<CallId, Home>();
  /** By process. */
  readonly #counts = new Map<number, number>();
  readonly #ofTenants = new Map<string | undefined, number>();

  get size(): number {
    return this.#homes.size;
  }

  /** Every call that some process has, or is about to have. */
  get calls(): readonly CallId[] {
    return [...this.#homes.keys()];
  }

  processOf(call: CallId): number | undefined {
    return this.#homes.get(call)?.process;
  }

  /** Calls of a process. */
  count(process: number): number {
    return this.#counts.get(process) ?? 0;
  }

  ofTenant(tenant: string | undefined): number {
    return this.#ofTenants.get(tenant) ?? 0;
  }

  /**
   * A leg goes to the process that has its call.
   * @param preferred the process that gets the call if nobody has it
   */
  claim(call: CallId, preferred: number, tenant: string | undefined): number {
    let home = this.#homes.get(call);
    if (home === undefined) {
      home = { process: preferred, tenant, legs: 0, isRunning: false };
      this.#homes.set(call, home);
      this.#add(home, 1);
    }
    home.legs++;
    return home.process;
  }

  /** A leg has joined its call, was refused, or is gone. */
  settled(call: CallId, process: number): void {
    const home = this.#of(call, process);
    if (home === undefined) return;
    home.legs = Math.max(0, home.legs - 1);
    this.#tidy(call, home);
  }

  began(call: CallId, process: number): void {
    const home = this.#of(call, process);
    if (home !== undefined) home.isRunning = true;
  }

  ended(call: CallId, process: number): void {
    const home = this.#of(call, process);
    if (home === undefined) return;
    home.isRunning = false;
    this.#tidy(call, home);
  }

  /**
   * The process is gone, and its calls with it.
   * @returns those that had begun
   */
  gone(process: number): readonly { readonly call: CallId; readonly tenant: string | undefined }[] {
    const lost = [];
    for (const [call, home] of this.#homes) {
      if (home.process !== process) continue;
      if (home.isRunning) lost.push({ call, tenant: home.tenant });
      this.#forget(call, home);
    }
    return lost;
  }

  #of(call: CallId, process: number): Home | undefined {
    const home = this.#homes.get(call);
    return home?.process === process ? home : undefined;
  }

  #tidy(call: CallId, home: Home): void {
    if (!home.isRunning && home.legs === 0) this.#forget(call, home);
  }

  #forget(call: CallId, home: Home): void {
    this.#homes.delete(call);
    this.#add(home, -1);
  }

  #add({ process, tenant }: Home, change: number): void {
    this.#counts.set(process, this.count(process) + change);
    const ofTenant = this.ofTenant(tenant) + change;
    if (ofTenant === 0) this.#ofTenants.delete(tenant);
    else this.#ofTenants.set(tenant, ofTenant);
  }
}
