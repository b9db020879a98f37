/**
 * What is alive on the heap of a thread, by who made it: the program, or V8 of the program.
 *
 * With every call V8 knows the program better: it keeps feedback of what passes where, compiles what is often run, and makes
 * shapes of what it has seen. That goes on for thousands of calls, then has an end, and is no object of anybody's; in Node 20
 * it lies in the same spaces as objects do (`v8.getHeapSpaceStatistics()` cannot tell them apart), so a snapshot is asked.
 */
import type { InspectedThread } from './inspector.js';

export interface HeapKinds {
  /** Objects, arrays, strings, closures, numbers: what a program can keep, in bytes. */
  readonly objects: number;
  /** Machine code, bytecode, feedback, shapes: V8's own, in bytes. */
  readonly compiled: number;
  /** Bytes of objects by type and name. */
  readonly byName: ReadonlyMap<string, number>;
}

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [types: readonly string[], ...rest: unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** What V8 keeps of the program: lists of code that depends on a shape, where objects of a kind are made, and the like. */
const OF_V8 = /^(code |object shape |hidden system \/ (WeakArrayList|AllocationSite|FunctionTemplateInfo)$)/;
const BUFFER_DATA = 'native system / JSArrayBufferData';
const NAME_LENGTH = 60;

const kindsOf = (text: string): HeapKinds => {
  const { snapshot, nodes, strings } = JSON.parse(text) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field));
  const byName = new Map<string, number>();
  let [objects, compiled] = [0, 0];
  for (let at = 0; at < nodes.length; at += fields.length) {
    const of = (offset = 0): number => nodes[at + offset] ?? 0;
    const kind = types[0][of(type)] ?? '';
    // What strings say is nobody's business, and each says something else.
    const isText = /string|number|bigint|regexp|symbol/.test(kind);
    const key = isText ? kind : `${kind} ${(strings[of(name)] ?? '').slice(0, NAME_LENGTH)}`;
    const bytes = of(size);
    // It has a vital of its own.
    if (key === BUFFER_DATA) continue;
    if (OF_V8.test(key)) compiled += bytes;
    else {
      objects += bytes;
      byName.set(key, (byName.get(key) ?? 0) + bytes);
    }
  }
  return { objects, compiled, byName };
};

export const readHeapKinds = async (thread: InspectedThread): Promise<HeapKinds> =>
  kindsOf(await thread.snapshot());
