/** What Tacet uses of node-record-lpcm16 1.0.1, which brings no types of its own. */
declare module 'node-record-lpcm16' {
  import type { ChildProcess } from 'node:child_process';
  import type { Readable } from 'node:stream';

  interface Recording {
    readonly process: ChildProcess;
    stream(): Readable;
    stop(): void;
  }
  interface RecordOptions {
    readonly recorder: 'sox' | 'rec' | 'arecord';
    readonly sampleRate: number;
    readonly channels: number;
    readonly audioType: 'raw' | 'wav';
    readonly device?: string;
  }
  const lpcm16: { record(options: RecordOptions): Recording };
  export = lpcm16;
}
