/**
 * What a process holds: figures that may not grow from call to call, after a collection in each of its threads.
 */
import { readHeapKinds } from './heap-kinds.js';
import type { Ask, Inspector } from './inspector.js';

export interface Vital {
  readonly title: string;
  readonly isBytes: boolean;
  /** Growth of less a call is none that anybody would meet; undefined where growth says nothing. */
  readonly limitPerCall: number | undefined;
}

const MEMORY = { isBytes: true, limitPerCall: 512 };
/** V8 compiles what is run often, and keeps what it has seen of it: that goes on for thousands of calls, and has an end. */
const SHOWN = { isBytes: true, limitPerCall: undefined };
const COUNT = { isBytes: false, limitPerCall: 0.01 };

export const VITALS = {
  objects: { title: 'objects, main thread', ...MEMORY },
  compiled: { title: 'compiled code, main thread', ...SHOWN },
  buffers: { title: 'array buffers, main thread', ...MEMORY },
  external: { title: 'other external memory, main thread', ...MEMORY },
  workerObjects: { title: 'objects, speech workers', ...MEMORY },
  workerCompiled: { title: 'compiled code, speech workers', ...SHOWN },
  workerBuffers: { title: 'external memory, speech workers', ...MEMORY },
  // Pages of allocators and of the recogniser, which come in larger pieces.
  resident: { title: 'resident memory of the process', isBytes: true, limitPerCall: 8_192 },
  timers: { title: 'timers', ...COUNT },
  handles: { title: 'other handles', ...COUNT },
  workerHandles: { title: 'timers and handles, speech workers', ...COUNT },
  listeners: { title: 'event listeners', ...COUNT },
  descriptors: { title: 'open file descriptors', ...COUNT },
} as const satisfies Record<string, Vital>;

export type VitalName = keyof typeof VITALS;
export type Vitals = Readonly<Record<VitalName, number>>;
/** Told by snapshots only, which stop a thread for a second: not while calls run. */
const DEEP = ['objects', 'compiled', 'workerObjects', 'workerCompiled'] as const;
type DeepName = (typeof DEEP)[number];
export type ShallowVitals = Omit<Vitals, DeepName>;
export const VITAL_NAMES = Object.keys(VITALS) as VitalName[];
export const isShallow = (name: VitalName): name is keyof ShallowVitals =>
  !(DEEP as readonly VitalName[]).includes(name);

interface ThreadState {
  readonly memory: NodeJS.MemoryUsage;
  readonly resources: readonly string[];
  readonly descriptors: number;
}

const STATE = `(() => ({
  memory: process.memoryUsage(),
  resources: process.getActiveResourcesInfo(),
  // One of them is this look into the folder.
  descriptors: process.getBuiltinModule('node:fs').readdirSync('/proc/self/fd').length - 1,
}))()`;
const GROUP = 'vitals';

interface Evaluated<Value> {
  readonly result: { readonly value: Value; readonly objectId: string };
}

const stateOf = async (ask: Ask): Promise<ThreadState> => {
  await ask('HeapProfiler.collectGarbage');
  const { result } = await ask<Evaluated<ThreadState>>('Runtime.evaluate', {
    expression: STATE,
    returnByValue: true,
  });
  return result.value;
};

/** @param look a function of an array of all objects that have this prototype */
const lookAtAll = async <Found>(ask: Ask, prototype: string, look: string): Promise<Found> => {
  const { result } = await ask<Evaluated<unknown>>('Runtime.evaluate', {
    expression: prototype,
    objectGroup: GROUP,
  });
  const { objects } = await ask<{ readonly objects: { readonly objectId: string } }>('Runtime.queryObjects', {
    prototypeObjectId: result.objectId,
    objectGroup: GROUP,
  });
  const found = await ask<Evaluated<Found>>('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: look,
    returnByValue: true,
  });
  await ask('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  return found.result.value;
};

const LISTENERS = `function () {
  return this.reduce((sum, emitter) =>
    emitter._events === undefined ? sum
      : emitter.eventNames().reduce((own, name) => own + emitter.listenerCount(name), sum), 0);
}`;

const isTimer = (resource: string): boolean => resource === 'Timeout' || resource === 'Immediate';
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const readVitals = async ({ main, workers }: Inspector): Promise<ShallowVitals> => {
  // Before the collection: it makes garbage of its own.
  const listeners = await lookAtAll<number>(
    main,
    `process.getBuiltinModule('node:events').EventEmitter.prototype`,
    LISTENERS,
  );
  const others: ThreadState[] = [];
  for (const worker of workers) others.push(await stateOf(worker));
  const { memory, resources, descriptors } = await stateOf(main);
  return {
    buffers: memory.arrayBuffers,
    external: memory.external - memory.arrayBuffers,
    workerBuffers: sum(others.map((other) => other.memory.external)),
    resident: memory.rss,
    timers: resources.filter(isTimer).length,
    handles: resources.filter((resource) => !isTimer(resource)).length,
    workerHandles: sum(others.map((other) => other.resources.length)),
    listeners,
    descriptors,
  };
};

export interface Deep {
  readonly vitals: Readonly<Record<DeepName, number>>;
  /** Bytes by type and name of objects, of all threads. */
  readonly objects: ReadonlyMap<string, number>;
}

/** Where nobody looks so deep. */
export const UNTOLD: Deep = {
  vitals: {
    objects: Number.NaN,
    compiled: Number.NaN,
    workerObjects: Number.NaN,
    workerCompiled: Number.NaN,
  },
  objects: new Map(),
};

export const readDeep = async ({ threads }: Inspector): Promise<Deep> => {
  const [main, ...others] = await inTurn(threads, readHeapKinds);
  const objects = new Map<string, number>();
  for (const { byName } of [main, ...others].flatMap((kinds) => kinds ?? []))
    for (const [name, bytes] of byName) objects.set(name, (objects.get(name) ?? 0) + bytes);
  return {
    vitals: {
      objects: main?.objects ?? 0,
      compiled: main?.compiled ?? 0,
      workerObjects: sum(others.map((kinds) => kinds.objects)),
      workerCompiled: sum(others.map((kinds) => kinds.compiled)),
    },
    objects,
  };
};

const inTurn = async <Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (const item of items) results.push(await run(item));
  return results;
};

export type Census = Readonly<Record<string, number>>;

const CENSUS = `function () {
  const counts = {};
  for (const object of this) {
    const name = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(object) ?? {}, 'constructor')?.value?.name;
    if (typeof name === 'string') counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}`;

/** How many objects there are of each class, of all threads. */
export const readCensus = async ({ main, workers }: Inspector): Promise<Census> => {
  const counts: Record<string, number> = {};
  for (const ask of [main, ...workers]) {
    const own = await lookAtAll<Record<string, number>>(ask, 'Object.prototype', CENSUS);
    for (const [name, count] of Object.entries(own)) counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
};
