import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CallKey } from './call-key.js';
import { OpenedCall } from './opened-call.js';
import { SealedFile, type SealedPart } from './sealed-file.js';
import { LocalFolder } from '../stores/local-folder.js';
import { ManualClock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';

const SEGMENT_MS = 10_000;

let identity: string;
let recipient: string;
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});
let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
});
afterEach(() => rm(directory, { recursive: true }));

const arrange = (folder = new LocalFolder(directory), firstMs = SEGMENT_MS) => {
  const clock = new ManualClock();
  const errors: TacetError[] = [];
  const parts: SealedPart[] = [];
  const key = CallKey.create(folder, [recipient]);
  key.catch(() => undefined);
  const file = new SealedFile({
    name: 'a',
    folder,
    key: key.then((made) => made.key),
    clock,
    segmentMs: SEGMENT_MS,
    firstMs,
    onSealed: (part) => {
      parts.push(part);
      return Promise.resolve();
    },
    onBroken: (error) => errors.push(error),
  });
  return { clock, errors, parts, file };
};

const content = async (folder = directory): Promise<string> => {
  const call = await OpenedCall.open(new LocalFolder(folder), [identity]);
  let whole = '';
  for await (const { bytes } of call.parts('a')) whole += Buffer.from(bytes ?? []).toString('latin1');
  return whole;
};

const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1'));

describe('a sealed file', () => {
  it('is a row of parts that each open, one for each stretch of time', async () => {
    const { file, clock, parts } = arrange();
    file.append(text('one '));
    file.append(text('two '));
    clock.advance(SEGMENT_MS);
    file.append(text('three'));

    await file.seal();

    expect(parts.map(({ name, plainBytes }) => [name, plainBytes])).toEqual([
      ['a.000001.age', 8],
      ['a.000002.age', 5],
    ]);
    expect(await content()).toBe('one two three');
    expect(clock.pending).toBe(0);
  });

  it('has a first part as short as it is told, and others of the usual length', async () => {
    const { file, clock, parts } = arrange(undefined, SEGMENT_MS / 4);
    for (let quarter = 0; quarter < 6; quarter++) {
      file.append(text(String(quarter)));
      clock.advance(SEGMENT_MS / 4);
    }

    await file.seal();

    expect(parts.map(({ plainBytes }) => plainBytes)).toEqual([1, 4, 1]);
    expect(await content()).toBe('012345');
  });

  it('is cut by size where bytes come faster than time', async () => {
    const { file, parts } = arrange();
    for (let n = 0; n < 5; n++) file.append(new Uint8Array(600 * 1024));

    await file.seal();

    expect(parts.map(({ plainBytes }) => plainBytes / 1024)).toEqual([1_200, 1_200, 600]);
  });

  it('is there, empty, when nothing was appended', async () => {
    const { file, parts } = arrange();

    await file.seal();

    expect(parts).toHaveLength(1);
    expect(await content()).toBe('');
  });

  it('takes nothing after it was sealed, and is sealed once', async () => {
    const { file } = arrange();
    file.append(text('x'));
    await file.seal();
    file.append(text('y'));

    await file.seal();

    expect(await content()).toBe('x');
  });

  it('holds the same however it was given and whenever it was cut', async () => {
    const step = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant('tick' as const));
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const folder = join(directory, String(serial++));
        await mkdir(folder);
        const { file, clock } = arrange(new LocalFolder(folder));
        const given = Buffer.concat(steps.flatMap((s) => (s === 'tick' ? [] : [s]))).toString('latin1');
        for (const s of steps) {
          if (s === 'tick') clock.advance(SEGMENT_MS);
          else file.append(s.slice());
        }

        await file.seal();

        expect(await content(folder)).toBe(given);
        expect(file.bytes).toBe(given.length);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves nothing on the disk that can be read, and wipes what it was given', async () => {
    const { file } = arrange();
    const given = text('a sentence that nobody may read');
    file.append(given);

    await file.seal();

    expect(given.every((byte) => byte === 0)).toBe(true);
    for (const name of await readdir(directory))
      expect((await readFile(join(directory, name))).includes('nobody may read')).toBe(false);
    expect((await readdir(directory)).sort()).toEqual(['a.000001.age', 'key.age']);
  });
});

describe('a sealed file that cannot be written', () => {
  it('is broken, and says so once, where its folder is none', async () => {
    await writeFile(join(directory, 'file'), '');
    const { file, errors } = arrange(new LocalFolder(join(directory, 'file')));

    file.append(text('x'));
    const sealed = file.seal();

    await expect(sealed).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });
    expect(file.broken).toBe(true);
    expect(errors.map(({ code }) => code)).toEqual(['TACET_STORE_FAILED']);
  });

  it('keeps what was sealed before the disk was full, and takes no more', async () => {
    /** A disk with room for the key and one part. */
    class FullDisk extends LocalFolder {
      #left = 2;
      override put(name: string, pieces: readonly Uint8Array[]): Promise<void> {
        const full = new TacetError('TACET_STORE_FAILED');
        return this.#left-- > 0 ? super.put(name, pieces) : Promise.reject(full);
      }
    }
    const { file, clock, errors } = arrange(new FullDisk(directory));
    file.append(text('kept'));
    clock.advance(SEGMENT_MS);
    file.append(text('lost'));

    await expect(file.seal()).rejects.toBeInstanceOf(TacetError);
    file.append(text('late'));

    expect(errors).toHaveLength(1);
    expect(file.bytes).toBe(8);
    expect(await content()).toBe('kept');
    expect(clock.pending).toBe(0);
  });

  it('is broken when more waits for the disk than may wait', async () => {
    const { file, errors, clock } = arrange();

    for (let n = 0; n < 40; n++) file.append(new Uint8Array(512 * 1024));

    expect(file.broken).toBe(true);
    expect(errors.map(({ detail }) => detail)).toEqual(['too slow']);
    expect(clock.pending).toBe(0);
    await expect(file.seal()).rejects.toMatchObject({ code: 'TACET_STORE_FAILED' });
  });
});
