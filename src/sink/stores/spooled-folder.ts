/**
 * A call of a spooled store: the one of a running call, which is written, and the one of a command, which reads it,
 * erases it, or adds to its ledger.
 *
 * Both see what waits in the spool and what the object store has as one.
 */
import type { LocalFolder } from './local-folder.js';
import type { Remote } from './remote.js';
import type { Spool } from './spool.js';
import type { CallFolder } from './store.js';
import { TacetError } from '../../core/errors.js';
import { LEDGER_FILE } from '../ledger/ledger.js';

/** What was there is in one of the two lists, because it is uploaded before it is removed here. */
const union = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].sort();

/** As a command has it. It writes to the object store at once; what waits in the spool it takes away first. */
export class KeptFolder implements CallFolder {
  readonly name: string;
  readonly #spool: Spool;
  readonly #remote: Remote;
  #taken: LocalFolder | undefined;

  constructor(name: string, spool: Spool, remote: Remote) {
    this.name = name;
    this.#spool = spool;
    this.#remote = remote;
  }

  async put(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    await this.#remote.put(this.name, name, Buffer.concat(pieces));
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    await this.#take();
    // A part of it here, and the rest there, would be two halves of a ledger.
    if (this.#taken !== undefined && (await this.#taken.list()).includes(name)) {
      await this.#taken.append(name, bytes);
      return;
    }
    const before = (await this.#remote.get(this.name, name)) ?? new Uint8Array(0);
    await this.#remote.put(this.name, name, Buffer.concat([before, bytes]));
  }

  async get(name: string): Promise<Uint8Array> {
    // Here first: a ledger is newer here.
    const here = await (await this.#here())?.get(name).catch(() => undefined);
    const bytes = here ?? (await this.#remote.get(this.name, name));
    if (bytes === undefined) throw new TacetError('TACET_SEALED_DAMAGED', `${name} is not there`);
    return bytes;
  }

  async list(): Promise<readonly string[]> {
    const here = await this.#names();
    return union(here, await this.#remote.list(this.name));
  }

  async remove(names: readonly string[]): Promise<void> {
    await this.#take();
    const here = await this.#names();
    const buried = names.filter((name) => here.includes(name));
    if (buried.length > 0) await this.#spool.bury(this.name, buried);
    await this.#taken?.remove(names);
    await this.#remote.remove(this.name, names);
  }

  async clear(except: readonly string[], first: readonly string[] = []): Promise<void> {
    await this.#take();
    const buried = (await this.#names()).filter((name) => !except.includes(name));
    if (buried.length > 0) await this.#spool.bury(this.name, buried);
    await this.#taken?.clear(except, first);
    if (first.length > 0) await this.#remote.remove(this.name, first);
    await this.#remote.clear(this.name, except);
  }

  async done(): Promise<void> {
    const taken = this.#taken;
    if (taken === undefined) return;
    const names = await taken.list();
    const ledgerLast = [...names.filter((n) => n !== LEDGER_FILE), ...names.filter((n) => n === LEDGER_FILE)];
    for (const name of ledgerLast) await this.#remote.put(this.name, name, await taken.get(name));
    this.#taken = undefined;
    await this.#spool.giveUp(taken);
  }

  async #take(): Promise<void> {
    this.#taken ??= await this.#spool.take(this.name);
  }

  async #here(): Promise<LocalFolder | undefined> {
    return this.#taken ?? (await this.#spool.locate(this.name));
  }

  async #names(): Promise<readonly string[]> {
    return (await (await this.#here())?.list().catch(() => [])) ?? [];
  }
}

export interface WriterHooks {
  /** Something was written. */
  readonly onWritten: () => void;
  /** There was no room for it. */
  readonly onFull: () => void;
  readonly onDone: () => void;
}

/** As a running call has it: written to the spool, and never made to wait for the object store. */
export class SpooledFolder extends KeptFolder {
  readonly #local: LocalFolder;
  readonly #room: Spool;
  readonly #hooks: WriterHooks;
  #isDone = false;

  constructor(local: LocalFolder, spool: Spool, remote: Remote, hooks: WriterHooks) {
    super(local.name, spool, remote);
    this.#local = local;
    this.#room = spool;
    this.#hooks = hooks;
  }

  override async put(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    await this.#write(bytes, false, () => this.#local.put(name, pieces));
  }

  override async append(name: string, bytes: Uint8Array): Promise<void> {
    if (this.#isDone) await super.append(name, bytes);
    else await this.#write(bytes.length, name === LEDGER_FILE, () => this.#local.append(name, bytes));
  }

  override done(): Promise<void> {
    if (this.#isDone) return super.done();
    this.#isDone = true;
    this.#hooks.onDone();
    return Promise.resolve();
  }

  async #write(bytes: number, isLedger: boolean, write: () => Promise<void>): Promise<void> {
    if (!(await this.#room.reserve(bytes, isLedger))) {
      this.#hooks.onFull();
      throw new TacetError('TACET_SPOOL_FULL');
    }
    try {
      await write();
    } catch (error) {
      this.#room.release(bytes);
      throw error;
    }
    this.#hooks.onWritten();
  }
}
