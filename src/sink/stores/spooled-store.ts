/**
 * A store that is elsewhere, behind a spool on the local disk.
 *
 *     a call ---> spool (fsynced) ---> uploader ---> object store
 *
 * A call never waits for the network, and a part is safe on the disk before its entry is in the ledger, as in a folder
 * store. Names of calls end in something random, `CALL.3f0c9a7b21de`: relays that share a bucket, and ids that come
 * again, never meet, and nobody has to be asked.
 */
import { randomBytes } from 'node:crypto';

import { isFolderName } from './folder-name.js';
import type { StoreEnvironment } from './kind.js';
import type { Remote } from './remote.js';
import { Spool } from './spool.js';
import { KeptFolder, SpooledFolder } from './spooled-folder.js';
import type { CallFolder, SomeNames, Store, StoreCounters, StoreEvents } from './store.js';
import { Uploader } from './uploader.js';
import { withoutCardNumbers } from '../../core/card-number.js';
import { TacetError } from '../../core/errors.js';
import { Emitter } from '../../core/events.js';
import { sortedGently } from '../../core/gently.js';
import type { CallId } from '../../core/ids.js';

/** Whether one comes behind the other where both are folders of an object store. */
const isBehind = (name: string, other: string): boolean => other === '' || `${name}/` > `${other}/`;

const SUFFIX = /^\.[0-9a-f]{12}$/;

export interface SpoolSettings {
  readonly spoolDirectory: string;
  readonly spoolMaxBytes: number;
}

export class SpooledStore implements Store {
  readonly events: Emitter<StoreEvents>;
  readonly #spool: Spool;
  readonly #remote: Remote;
  readonly #uploader: Uploader;
  readonly #onError: (error: unknown) => void;
  readonly #counters: StoreCounters = {
    spooledBytes: 0,
    uploads: 0,
    uploadedBytes: 0,
    failures: 0,
    overflows: 0,
    isAway: false,
  };
  #isFull = false;
  #isOpen = false;

  constructor(remote: Remote, settings: SpoolSettings, { clock, onObserverError }: StoreEnvironment) {
    this.events = new Emitter(onObserverError);
    this.#onError = onObserverError;
    this.#remote = remote;
    this.#spool = new Spool({ directory: settings.spoolDirectory, maxBytes: settings.spoolMaxBytes, clock });
    this.#uploader = new Uploader({
      spool: this.#spool,
      remote,
      clock,
      counters: this.#counters,
      events: this.events,
    });
  }

  get counters(): StoreCounters {
    this.#counters.spooledBytes = this.#spool.bytes;
    return this.#counters;
  }

  /** A store that is away does not keep a relay from taking calls; one that refuses is for somebody to put right. */
  async open(): Promise<void> {
    await this.#spool.open(() => void this.#adopt().catch(this.#onError));
    this.#isOpen = true;
    try {
      await this.#remote.probe();
    } catch (error) {
      if (!(error instanceof TacetError) || error.code !== 'TACET_STORE_AWAY') {
        await this.close();
        throw error;
      }
      this.#uploader.away(error);
    }
    this.#uploader.open();
    await this.#adopt();
  }

  create(call: CallId): CallFolder {
    const name = `${call}.${randomBytes(6).toString('hex')}`;
    const local = this.#spool.create(name);
    this.#uploader.add(name, false);
    return new SpooledFolder(local, this.#spool, this.#remote, {
      onWritten: () => {
        this.#isFull = false;
        this.#uploader.wake(name);
      },
      onFull: () => this.#full(),
      onDone: () => this.#uploader.done(name),
    });
  }

  async calls(): Promise<readonly string[]> {
    const here = await this.#spool.names();
    return sortedGently([...new Set([...here, ...(await this.#remote.folders(''))])]);
  }

  /** In the order of the object store. */
  async callsBehind(behind: string, most: number): Promise<SomeNames> {
    const here = (await this.#spool.names()).filter((name) => isBehind(name, behind));
    const { names, isMore } = await this.#remote.foldersBehind(behind, most);
    const all = [...new Set([...here, ...names])].sort((a, b) => (isBehind(a, b) ? 1 : -1));
    // Where more are there, nothing of theirs may be missing before the last of these.
    return { names: all.slice(0, most), isMore: isMore || all.length > most };
  }

  async find(name: string): Promise<CallFolder> {
    if (!isFolderName(name)) throw unknown(name);
    const here = await this.#spool.names();
    const names = new Set([...here, ...(await this.#remote.folders(name))]);
    if (names.has(name)) return this.at(name);
    const [only, ...more] = [...names].filter(
      (each) => each.startsWith(name) && SUFFIX.test(each.slice(name.length)),
    );
    if (only === undefined) throw unknown(name);
    if (more.length > 0)
      throw new TacetError('TACET_CALL_UNKNOWN', `several have this id: ${[only, ...more].join(', ')}`);
    return this.at(only);
  }

  at(name: string): CallFolder {
    return new KeptFolder(name, this.#spool, this.#remote);
  }

  /** One that ended and still waits to be uploaded is taken for written: its ledger says that it has ended. */
  async isWritten(name: string): Promise<boolean | undefined> {
    try {
      return await this.#spool.isHeld(name);
    } catch (error) {
      throw new TacetError('TACET_STORE_FAILED', undefined, { cause: error });
    }
  }

  async drop(name: string): Promise<void> {
    const folder = this.at(name);
    await folder.clear([]);
    await folder.done();
  }

  async close(graceMs = 0): Promise<void> {
    await this.#uploader.close(graceMs);
    if (this.#isOpen) await this.#spool.close();
    this.#isOpen = false;
  }

  /** What a process left that is no more. */
  async #adopt(): Promise<void> {
    for (const name of await this.#spool.adopt()) this.#uploader.add(name, true);
  }

  #full(): void {
    this.#counters.overflows++;
    if (this.#isFull) return;
    this.#isFull = true;
    this.events.emit('full', { spooledBytes: this.#spool.bytes });
  }
}

const unknown = (name: string): TacetError =>
  new TacetError('TACET_CALL_UNKNOWN', `${withoutCardNumbers(name)}: tacet recordings list shows all`);
