/**
 * Removals from a bucket, those of several calls together: whatever waits goes in one request, of up to a thousand.
 *
 * What a server does not confirm, because it does not know such requests or refuses a part of one, is removed alone, and
 * the answer to that counts. Versions of one object never go together: some servers have them wait for each other, in
 * the end in vain.
 */
import { createHash } from 'node:crypto';
import type * as Sdk from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';

import { isLacking } from './s3-errors.js';
import { AtATime } from '../../core/at-a-time.js';
import { TacetError } from '../../core/errors.js';

/** As many as S3 takes. */
const MOST = 1_000;
/** Removals alone. */
const AT_A_TIME = 16;

export interface StoredObject {
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

/** Sends something, and is given up when that takes too long. */
export type Ask = <Answer>(
  doing: string,
  ask: (
    open: { readonly sdk: typeof Sdk; readonly client: S3Client },
    signal: AbortSignal,
  ) => Promise<Answer>,
) => Promise<Answer>;

interface Waiting {
  readonly object: StoredObject;
  readonly gone: () => void;
  readonly failed: (error: unknown) => void;
}

export class S3Removals {
  readonly #bucket: string;
  readonly #ask: Ask;
  readonly #alone = new AtATime(AT_A_TIME);
  #waiting: Waiting[] = [];
  #isSending = false;
  /** It has refused a request for several. */
  #isOneByOne = false;

  constructor(bucket: string, ask: Ask) {
    this.#bucket = bucket;
    this.#ask = ask;
  }

  /** @throws TacetError TACET_STORE_AWAY, TACET_STORE_REFUSED where any of them may be left */
  async remove(objects: readonly StoredObject[]): Promise<void> {
    const removals = objects.map(
      (object) =>
        new Promise<void>((gone, failed) => {
          this.#waiting.push({ object, gone, failed });
        }),
    );
    void this.#send();
    await Promise.all(removals);
  }

  /** Never throws: what fails is told to those who wait for it. */
  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#waiting.length > 0) await this.#removeSome(this.#next());
    this.#isSending = false;
  }

  /** No two of one object. */
  #next(): Waiting[] {
    const keys = new Set<string>();
    const next: Waiting[] = [];
    const later: Waiting[] = [];
    for (const each of this.#waiting) {
      const isLater = next.length >= MOST || keys.has(each.object.Key);
      keys.add(each.object.Key);
      (isLater ? later : next).push(each);
    }
    this.#waiting = later;
    return next;
  }

  async #removeSome(some: readonly Waiting[]): Promise<void> {
    let confirmed = new Set<string>();
    try {
      if (some.length > 1 && !this.#isOneByOne)
        confirmed = await this.#removeTogether(some.map(({ object }) => object));
    } catch (error) {
      if (!isRefusal(error)) {
        for (const { failed } of some) failed(error);
        return;
      }
      this.#isOneByOne = true;
    }
    const alone = some.filter((each) => !confirmed.has(nameOf(each.object)));
    for (const { object, gone } of some) if (confirmed.has(nameOf(object))) gone();
    await Promise.all(
      alone.map(({ object, gone, failed }) =>
        this.#alone.run(() => this.#removeAlone(object)).then(gone, failed),
      ),
    );
  }

  /** @returns names of those that it says are gone */
  async #removeTogether(objects: readonly StoredObject[]): Promise<Set<string>> {
    const { Deleted } = await this.#ask('DeleteObjects', ({ sdk, client }, abortSignal) => {
      const command = new sdk.DeleteObjectsCommand({
        Bucket: this.#bucket,
        Delete: { Objects: objects.map((object) => ({ ...object })) },
      });
      command.middlewareStack.add(withMd5, { step: 'build', name: 'md5', priority: 'low' });
      return client.send(command, { abortSignal });
    });
    return new Set(
      (Deleted ?? []).flatMap(({ Key, VersionId }) => (Key === undefined ? [] : nameOf({ Key, VersionId }))),
    );
  }

  async #removeAlone(object: StoredObject): Promise<void> {
    await this.#ask('DeleteObject', ({ sdk, client }, abortSignal) =>
      client.send(new sdk.DeleteObjectCommand({ Bucket: this.#bucket, ...object }), { abortSignal }),
    );
  }
}

/** Of the request for several, which the server may not know, or may not allow to this user. */
const isRefusal = (error: unknown): boolean =>
  error instanceof TacetError && (error.code === 'TACET_STORE_REFUSED' || isLacking(error.cause));

/** No key has a line end in it. */
const nameOf = ({ Key, VersionId }: StoredObject): string => `${Key}\n${VersionId ?? ''}`;

interface Sent {
  readonly request: unknown;
}

/** Such a request must have a checksum, and MD5 is the one that every server knows. */
const withMd5 =
  <Args extends Sent, Answer>(next: (args: Args) => Promise<Answer>) =>
  (args: Args): Promise<Answer> => {
    const request = args.request as { readonly body?: unknown; headers: Record<string, string> };
    const others = Object.entries(request.headers).filter(([name]) => !/^x-amz-(sdk-)?checksum/i.test(name));
    const md5 = createHash('md5').update(String(request.body)).digest('base64');
    request.headers = { ...Object.fromEntries(others), 'content-md5': md5 };
    return next(args);
  };
