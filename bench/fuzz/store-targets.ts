/** What lies in stores: names and signs of life on a disk that others share, and what an object store answers. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { must, type Target } from './target.js';
import { systemClock } from '#tacet/core/clock.js';
import { TacetError } from '#tacet/core/errors.js';
import { parseCallId } from '#tacet/core/ids.js';
import { parseSegmentName, segmentName } from '#tacet/sink/sealing/segment-name.js';
import { FolderStore } from '#tacet/sink/stores/folder.js';
import { isFolderName } from '#tacet/sink/stores/folder-name.js';
import { S3Remote } from '#tacet/sink/stores/s3-remote.js';
import { s3 } from '#tacet/sink/stores/s3.js';
import { isBeingWritten, SILENT_MS, WriterBeat } from '#tacet/sink/stores/writer-beat.js';

interface Opened {
  readonly target: Target;
  readonly close: () => Promise<void>;
}

export const NAMES: Target = {
  name: 'names in a store',
  seeds: ['recording.wav.000001.age', 'call.1a2b3c4d5e6f', 'call.2', '..', '.writer-1', 'running.part'].map(
    (name) => Buffer.from(name),
  ),
  read: (input) => {
    const name = input.toString('utf8');
    const segment = parseSegmentName(name);
    must(segment === undefined || segmentName(segment.file, segment.number) === name, 'another part');
    must(!isFolderName(name) || dirname(join('/store', name)) === '/store', 'leads out of the store');
    must(parseCallId(name) === undefined || isFolderName(name), 'a call that no store could keep');
  },
};

/** A call's sign of who writes it, and a file beside the calls of any name. */
export const openWriterTarget = async (): Promise<Opened> => {
  const directory = await mkdtemp(join(tmpdir(), 'tacet-fuzz-'));
  const beat = new WriterBeat(directory, systemClock);
  await beat.open();
  const [living = ''] = await readdir(directory);
  const call = join(directory, 'call');
  await mkdir(call);
  let turn = 0;

  const sign = async (input: Buffer): Promise<void> => {
    await writeFile(join(call, 'running.part'), input);
    const isWritten = await isBeingWritten(directory, 'call');
    must(isWritten === (input.toString('utf8') === living), 'takes a sign for another one');
  };
  const beside = async (input: Buffer): Promise<void> => {
    const name = input.toString('utf8').replace(/[/\0]/gu, '_');
    if (name === '' || name === '.' || name === '..' || name === living || name === 'call') return;
    if (Buffer.byteLength(name) > 200) return;
    const path = join(directory, name);
    await writeFile(path, 'theirs');
    const old = new Date(Date.now() - 10 * SILENT_MS);
    await utimes(path, old, old);
    const other = new FolderStore(directory, systemClock);
    await other.open();
    const calls = await other.calls();
    await other.close();
    const left = await readdir(directory);
    must(calls.includes('call') && !calls.includes(name), 'not the calls that are there');
    must(left.includes(living), 'a writer that lives was forgotten');
    must(left.includes(name) || name.startsWith('.writer-'), 'a file of others was removed');
    await rm(path, { force: true });
  };
  const target: Target = {
    name: 'signs of writers on a disk',
    seeds: [living, '.writer-', 'running.part', '.now-1', 'key.age'].map((text) => Buffer.from(text)),
    read: (input) => (turn++ % 2 === 0 ? sign(input) : beside(input)),
  };
  const close = async (): Promise<void> => {
    await beat.close();
    await rm(directory, { recursive: true });
  };
  return { target, close };
};

const KEYS = ['one', 'two', 'three'] as const;
const list = KEYS.map((key) => `<Contents><Key>call/${key}</Key></Contents>`).join('');
const gone = KEYS.map((key) => `<Deleted><Key>call/${key}</Key></Deleted>`).join('');
const ANSWERS = {
  list: `<ListBucketResult><IsTruncated>false</IsTruncated>${list}<CommonPrefixes><Prefix>call/</Prefix></CommonPrefixes></ListBucketResult>`,
  versioning: '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>',
  versions: `<ListVersionsResult><IsTruncated>false</IsTruncated>${list.replace(/Contents/g, 'Version')}</ListVersionsResult>`,
  removed: `<DeleteResult>${gone}<Error><Key>call/four</Key><Code>AccessDenied</Code></Error></DeleteResult>`,
} as const;
type Question = keyof typeof ANSWERS;
/** What XML can carry; the rest is for bytes that are no XML. */
const asText = (input: Buffer): string =>
  input
    .toString('utf8')
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/gu, '')
    .replace(/[<>&]/gu, (sign) => `&#${String(sign.charCodeAt(0))};`);
const QUESTIONS = Object.keys(ANSWERS) as Question[];

/** One answer of a conversation is bad; those around it are as they should be. */
export const openObjectStoreTarget = async (): Promise<Opened> => {
  let answers: Record<Question, string | Buffer> = { ...ANSWERS };
  const removedAlone = new Set<string>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const key = pathname.replace('/calls/', '');
    const question = ((): Question => {
      if (request.method === 'POST') return 'removed';
      if (searchParams.has('versioning')) return 'versioning';
      return searchParams.has('versions') ? 'versions' : 'list';
    })();
    request.resume().on('end', () => {
      if (request.method === 'DELETE') {
        removedAlone.add(key);
        response.writeHead(204).end();
      } else response.writeHead(200, { 'content-type': 'application/xml' }).end(answers[question]);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const account = { region: 'local', accessKeyId: 'a', secretAccessKey: 'b' };
  const settings = s3.settings.parse({
    kind: 's3',
    bucket: 'calls',
    endpoint,
    forcePathStyle: true,
    ...account,
  });
  const remote = new S3Remote(settings, systemClock);
  let turn = 0;

  const target: Target = {
    name: 'answers of an object store',
    seeds: [...Object.values(ANSWERS), '..', 'call/one', 'a b', ''].map((text) => Buffer.from(text)),
    read: async (input) => {
      const bad = QUESTIONS[turn++ % QUESTIONS.length] as Question;
      // Bytes, or a whole answer in which one name is another one.
      const isWhole = turn % 3 !== 0;
      const answer = isWhole
        ? ANSWERS[bad].replace(bad === 'list' ? '<Prefix>call' : '<Key>call/one', (name) =>
            name.replace(/[^>]+$/, asText(input)),
          )
        : input;
      answers = { ...ANSWERS, [bad]: answer };
      removedAlone.clear();
      try {
        must((await remote.folders('')).every(isFolderName), 'a name that leads out of the store');
        await remote.remove('call', KEYS);
        const text = answer.toString();
        // What it lists is what there is; whether it is gone it has to say.
        if (bad === 'removed')
          must(
            KEYS.every((key) => removedAlone.has(`call/${key}`) || text.includes(key)),
            'takes something for gone of which nobody said so',
          );
      } catch (error) {
        if (!(error instanceof TacetError) || !error.code.startsWith('TACET_STORE_')) throw error;
      }
    },
  };
  const close = async (): Promise<void> => {
    remote.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { target, close };
};
