/**
 * A bucket of an S3-compatible object store, by Amazon's own client: signing, multipart and versions are its.
 *
 * The client tries once; whoever calls knows when to try again. It is loaded when it is first needed: a relay that
 * keeps its recordings on a disk does without.
 */
import { createHash } from 'node:crypto';
import type * as Sdk from '@aws-sdk/client-s3';
import type {
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
  ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';

import { isFolderName } from './folder-name.js';
import type { Remote } from './remote.js';
import { isAbsent, isLacking, storeError } from './s3-errors.js';
import { S3Removals } from './s3-removals.js';
import type { S3Settings } from './s3.js';
import type { SomeNames } from './store.js';
import { AtATime } from '../../core/at-a-time.js';
import type { Clock } from '../../core/clock.js';
import { Deadline } from '../../core/deadline.js';
import { TacetError } from '../../core/errors.js';

/** More is sent in parts: what one request may lose on a bad line. The least that S3 takes as a part. */
const MULTIPART_BYTES = 5 * 1024 * 1024;
const CONNECT_MS = 5_000;
const PROBE = 'tacet-probe';
/** Requests at a time; the client has 50 sockets. */
const AT_A_TIME = 32;

interface Open {
  readonly sdk: typeof Sdk;
  readonly client: S3Client;
}

/**
 * Names of calls become paths on this machine's disk, too. Others in the bucket are not Tacet's; one of `..` would be a way
 * out of the spool for whoever may write to the bucket.
 */
const namesOf = (folders: readonly string[], prefix: string): string[] =>
  folders.map((key) => key.slice(prefix.length, -1)).filter(isFolderName);

/** A page that goes on with itself would be asked for without end. */
const endless = (doing: string): TacetError =>
  new TacetError('TACET_STORE_REFUSED', `${doing}: a page is its own next one`);

export class S3Remote implements Remote {
  readonly #settings: S3Settings;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #turns = new AtATime(AT_A_TIME);
  readonly #removals: S3Removals;
  #opened: Promise<Open> | undefined;
  /** Not sent yet: whoever asks meanwhile shares it. */
  #versioning: Promise<boolean> | undefined;

  constructor(settings: S3Settings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#removals = new S3Removals(settings.bucket, (doing, ask) => this.#asked(doing, ask));
  }

  async probe(): Promise<void> {
    await this.#putKey(`${this.#settings.prefix}${PROBE}`, Buffer.from('tacet\n'));
  }

  async put(folder: string, name: string, bytes: Uint8Array): Promise<void> {
    await this.#putKey(this.#key(folder, name), bytes);
  }

  async get(folder: string, name: string): Promise<Uint8Array | undefined> {
    try {
      return await this.#asked('GetObject', async ({ sdk, client }, abortSignal) => {
        const command = new sdk.GetObjectCommand({
          Bucket: this.#settings.bucket,
          Key: this.#key(folder, name),
        });
        const { Body } = await client.send(command, { abortSignal });
        abortSignal.addEventListener('abort', () => {
          if (Body !== undefined && 'destroy' in Body) Body.destroy();
        });
        return Body?.transformToByteArray();
      });
    } catch (error) {
      if (error instanceof TacetError && isAbsent(error.cause)) return undefined;
      throw error;
    }
  }

  async list(folder: string): Promise<readonly string[]> {
    const beginning = this.#key(folder, '');
    const { keys } = await this.#listed(beginning);
    return keys.map((key) => key.slice(beginning.length)).sort();
  }

  async folders(beginning: string): Promise<readonly string[]> {
    const { prefix } = this.#settings;
    const { folders } = await this.#listed(`${prefix}${beginning}`);
    return namesOf(folders, prefix).sort();
  }

  async foldersBehind(behind: string, most: number): Promise<SomeNames> {
    const { prefix } = this.#settings;
    // What follows the slash in the order of characters: the first key that is behind the whole folder.
    const StartAfter = behind === '' ? undefined : `${prefix}${behind}0`;
    const names: string[] = [];
    for await (const { folders } of this.#pages({ Prefix: prefix, StartAfter, MaxKeys: most + 1 })) {
      names.push(...namesOf(folders, prefix));
      if (names.length > most) return { names: names.slice(0, most), isMore: true };
    }
    return { names, isMore: false };
  }

  async remove(folder: string, names: readonly string[]): Promise<void> {
    const keys = names.map((name) => this.#key(folder, name));
    if (keys.length === 0) return;
    const gone = (await this.#keepsVersions())
      ? await this.#versionsOf(this.#key(folder, ''), (key) => keys.includes(key))
      : keys.map((Key) => ({ Key }));
    await this.#removals.remove(gone);
  }

  async clear(folder: string, except: readonly string[]): Promise<void> {
    const beginning = this.#key(folder, '');
    const kept = new Set(except.map((name) => this.#key(folder, name)));
    const gone = (await this.#keepsVersions())
      ? await this.#versionsOf(beginning, (key) => !kept.has(key))
      : (await this.#listed(beginning)).keys.filter((key) => !kept.has(key)).map((Key) => ({ Key }));
    await this.#removals.remove(gone);
  }

  close(): void {
    this.#closing.abort();
    void this.#opened?.then(({ client }) => client.destroy()).catch(() => undefined);
  }

  #key(folder: string, name: string): string {
    return `${this.#settings.prefix}${folder}/${name}`;
  }

  async #putKey(Key: string, bytes: Uint8Array): Promise<void> {
    const {
      bucket: Bucket,
      serverSideEncryption: ServerSideEncryption,
      kmsKeyId: SSEKMSKeyId,
    } = this.#settings;
    const params = { Bucket, Key, Body: bytes, ServerSideEncryption, SSEKMSKeyId };
    if (bytes.length > MULTIPART_BYTES) {
      await this.#asked('Upload', async ({ client }, abortSignal) => {
        const { Upload } = await import('@aws-sdk/lib-storage');
        const upload = new Upload({ client, params, partSize: MULTIPART_BYTES, queueSize: 2 });
        abortSignal.addEventListener('abort', () => void upload.abort());
        await upload.done();
      });
      return;
    }
    // So that what was changed on the way is refused; buckets with a lock demand it.
    const ContentMD5 = createHash('md5').update(bytes).digest('base64');
    await this.#asked('PutObject', ({ sdk, client }, abortSignal) =>
      client.send(new sdk.PutObjectCommand({ ...params, ContentMD5 }), { abortSignal }),
    );
  }

  async #listed(Prefix: string): Promise<{ readonly keys: string[]; readonly folders: string[] }> {
    const [keys, folders]: [string[], string[]] = [[], []];
    for await (const page of this.#pages({ Prefix })) {
      keys.push(...page.keys);
      folders.push(...page.folders);
    }
    return { keys, folders };
  }

  /** In order. */
  async *#pages(
    asked: Pick<ListObjectsV2CommandInput, 'Prefix' | 'StartAfter' | 'MaxKeys'>,
  ): AsyncGenerator<{ readonly keys: string[]; readonly folders: string[] }> {
    let ContinuationToken: string | undefined;
    do {
      const at = { Bucket: this.#settings.bucket, Delimiter: '/', ...asked, ContinuationToken };
      const page: ListObjectsV2CommandOutput = await this.#asked(
        'ListObjectsV2',
        ({ sdk, client }, abortSignal) => client.send(new sdk.ListObjectsV2Command(at), { abortSignal }),
      );
      yield {
        keys: (page.Contents ?? []).flatMap(({ Key }) => Key ?? []),
        folders: (page.CommonPrefixes ?? []).flatMap((each) => each.Prefix ?? []),
      };
      const next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      if (next !== undefined && next === ContinuationToken) throw endless('ListObjectsV2');
      ContinuationToken = next;
    } while (ContinuationToken !== undefined);
  }

  /** Asked each time, by many at once for all of them: its owner may change it. */
  #keepsVersions(): Promise<boolean> {
    this.#versioning ??= Promise.resolve().then(() => {
      this.#versioning = undefined;
      return this.#askVersioning();
    });
    return this.#versioning;
  }

  /** A server that does not know the question keeps none. */
  async #askVersioning(): Promise<boolean> {
    try {
      const { Status } = await this.#asked('GetBucketVersioning', ({ sdk, client }, abortSignal) =>
        client.send(new sdk.GetBucketVersioningCommand({ Bucket: this.#settings.bucket }), { abortSignal }),
      );
      return Status !== undefined;
    } catch (error) {
      if (error instanceof TacetError && isLacking(error.cause)) return false;
      throw error;
    }
  }

  async #versionsOf(
    Prefix: string,
    isWanted: (key: string) => boolean,
  ): Promise<{ readonly Key: string; readonly VersionId: string | undefined }[]> {
    const found: { Key: string; VersionId: string | undefined }[] = [];
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const at = { Bucket: this.#settings.bucket, Prefix, KeyMarker, VersionIdMarker };
      const page: ListObjectVersionsCommandOutput = await this.#asked(
        'ListObjectVersions',
        ({ sdk, client }, abortSignal) => client.send(new sdk.ListObjectVersionsCommand(at), { abortSignal }),
      );
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        if (Key !== undefined && isWanted(Key)) found.push({ Key, VersionId });
      const next = page.IsTruncated === true ? page.NextKeyMarker : undefined;
      if (next !== undefined && next === KeyMarker && page.NextVersionIdMarker === VersionIdMarker)
        throw endless('ListObjectVersions');
      KeyMarker = next;
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker !== undefined);
    return found;
  }

  #asked<Answer>(doing: string, ask: (open: Open, signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    return this.#turns.run(async () => {
      const deadline = new Deadline(this.#clock, this.#settings.timeoutMs, this.#closing.signal);
      try {
        return await ask(await (this.#opened ??= this.#open()), deadline.signal);
      } catch (error) {
        throw storeError(error, doing);
      } finally {
        deadline.cancel();
      }
    });
  }

  async #open(): Promise<Open> {
    const { region, endpoint, forcePathStyle, accessKeyId, secretAccessKey, sessionToken } = this.#settings;
    // That later versions will want a later Node.js is nothing for whoever runs this one.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    const sdk = await import('@aws-sdk/client-s3');
    const credentials =
      accessKeyId === undefined || secretAccessKey === undefined
        ? {}
        : {
            credentials: {
              accessKeyId,
              secretAccessKey,
              ...(sessionToken === undefined ? {} : { sessionToken }),
            },
          };
    const client = new sdk.S3Client({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...credentials,
      forcePathStyle,
      maxAttempts: 1,
      // Checksums as trailers are unknown to many servers that are no Amazon.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECT_MS },
    });
    return { sdk, client };
  }
}
