/** What the local S3 server cannot do: buckets that keep versions, lists of several pages. It answers by script. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { S3Remote } from './s3-remote.js';
import { systemClock } from '../../core/clock.js';
import { S3Server } from '../../test/s3/s3-server.js';

let server: S3Server;
let remote: S3Remote;
beforeEach(async () => {
  server = await S3Server.start();
  remote = new S3Remote(server.settings('spool'), systemClock);
});
afterEach(async () => {
  remote.close();
  await S3Server.stopAll();
});

/** By method and query; what is not there is answered with 204. */
const scripted = (answers: Readonly<Record<string, string | number>>): void => {
  server.gatekeeper = ({ method, url }, response) => {
    const { pathname, searchParams } = new URL(url ?? '', 'http://x');
    const named = ['versioning', 'versions', 'list-type'].find((name) => searchParams.has(name));
    const page = searchParams.get('key-marker') ?? searchParams.get('continuation-token') ?? '';
    const key = `${method ?? ''} ${named ?? pathname}${page && ` ${page}`}`;
    const answer = answers[key] ?? answers[method ?? ''] ?? 204;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.writeHead(200, { 'content-type': 'application/xml' }).end(answer);
    return false;
  };
};
const deleted = (): string[] =>
  server.requests
    .filter((request) => request.startsWith('DELETE'))
    .map((request) => {
      const { pathname, searchParams } = new URL(request.slice('DELETE '.length), 'http://x');
      return `${pathname} ${searchParams.get('versionId') ?? ''}`.trim();
    })
    .sort();

const VERSIONED = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
const version = (key: string, id: string): string =>
  `<Version><Key>${key}</Key><VersionId>${id}</VersionId></Version>`;

describe('a bucket that keeps versions', () => {
  it('keeps none of what is removed, on whatever page it stands, nor marks of removals', async () => {
    scripted({
      'GET versioning': VERSIONED,
      'GET versions': `<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>next</NextKeyMarker><NextVersionIdMarker>n</NextVersionIdMarker>${version('c/key.age', '1')}${version('c/key.age', 'null')}${version('c/key.age.other', '9')}</ListVersionsResult>`,
      'GET versions next': `<ListVersionsResult><IsTruncated>false</IsTruncated>${version('c/key.age', '2')}<DeleteMarker><Key>c/key.age</Key><VersionId>3</VersionId></DeleteMarker></ListVersionsResult>`,
    });

    await remote.remove('c', ['key.age']);

    expect(deleted()).toEqual(['1', '2', '3', 'null'].map((id) => `/calls/c/key.age ${id}`));
  });

  it.each([
    ['will not say whether it does', { 'GET versioning': 403 }],
    ['will not list them', { 'GET versioning': VERSIONED, 'GET versions': 403 }],
    [
      'has one that is locked',
      {
        'GET versioning': VERSIONED,
        'GET versions': `<ListVersionsResult><IsTruncated>false</IsTruncated>${version('c/key.age', '1')}</ListVersionsResult>`,
        DELETE: 403,
      },
    ],
  ])('and %s is an error: nothing is said to be gone that may be left', async (_what, answers) => {
    scripted(answers);

    await expect(remote.remove('c', ['key.age'])).rejects.toMatchObject({ code: 'TACET_STORE_REFUSED' });
  });

  it('is asked again after it was away', async () => {
    scripted({ 'GET versioning': 503 });
    await expect(remote.remove('c', ['key.age'])).rejects.toMatchObject({ code: 'TACET_STORE_AWAY' });
    scripted({ 'GET versioning': '<VersioningConfiguration/>' });

    await remote.remove('c', ['key.age']);

    expect(deleted()).toEqual(['/calls/c/key.age']);
  });
});

describe('removals of many calls at once', () => {
  const removeAll = (): Promise<unknown> =>
    Promise.all(['a', 'b', 'c', 'd'].map((call) => remote.clear(call, ['keep'])));
  const fill = async (): Promise<void> => {
    for (const call of ['a', 'b', 'c', 'd'])
      for (const name of ['one', 'two', 'keep']) await remote.put(call, name, Buffer.from('x'));
  };
  const kept = async (): Promise<string[]> => [...(await server.objects()).keys()].sort();
  const asked = (beginning: string): number =>
    server.requests.filter((request) => request.startsWith(beginning)).length;

  it('go together, and take no more than they are to', async () => {
    await fill();

    await removeAll();

    expect(await kept()).toEqual(['a/keep', 'b/keep', 'c/keep', 'd/keep']);
    expect(asked('POST /calls')).toBeGreaterThan(0);
    expect(asked('POST /calls')).toBeLessThan(8);
    expect(asked('DELETE')).toBe(0);
    expect(server.requests.filter((request) => request.includes('versioning'))).toHaveLength(1);
  });

  it.each([501, 405, 400, 403])(
    'go one by one where the server answers %d to removals of several',
    async (status) => {
      await fill();
      server.gatekeeper = ({ method }, response) => {
        if (method === 'POST') response.writeHead(status).end();
        return method !== 'POST';
      };

      await removeAll();

      expect(await kept()).toEqual(['a/keep', 'b/keep', 'c/keep', 'd/keep']);
    },
  );

  it('are asked for alone where the server does not say that they are gone', async () => {
    await fill();
    server.gatekeeper = ({ method }, response) => {
      if (method === 'POST')
        response
          .writeHead(200, { 'content-type': 'application/xml' })
          .end('<DeleteResult><Error><Key>a/one</Key><Code>AccessDenied</Code></Error></DeleteResult>');
      return method !== 'POST';
    };

    await removeAll();

    expect(await kept()).toEqual(['a/keep', 'b/keep', 'c/keep', 'd/keep']);
  });

  it('fail where the server is away, and are done when it is back', async () => {
    await fill();
    server.gatekeeper = ({ method }, response) => {
      if (method === 'POST') response.writeHead(503).end();
      return method !== 'POST';
    };
    await expect(removeAll()).rejects.toMatchObject({ code: 'TACET_STORE_AWAY' });
    server.gatekeeper = () => true;

    await removeAll();

    expect(await kept()).toEqual(['a/keep', 'b/keep', 'c/keep', 'd/keep']);
  });
});

it('names that are no calls, or lead out of the spool, are not there', async () => {
  const folders = ['../', './', 'a b/', 'call.1/', '/'].map(
    (each) => `<CommonPrefixes><Prefix>${each}</Prefix></CommonPrefixes>`,
  );
  scripted({
    'GET list-type': `<ListBucketResult><IsTruncated>false</IsTruncated>${folders.join('')}</ListBucketResult>`,
  });

  expect(await remote.folders('')).toEqual(['call.1']);
  expect(await remote.foldersBehind('', 10)).toEqual({ names: ['call.1'], isMore: false });
});

it('a page that goes on with itself is an error, and no list without end', async () => {
  const again = (name: string, next: string): string =>
    `<${name}><IsTruncated>true</IsTruncated>${next}</${name}>`;
  scripted({
    'GET list-type': again('ListBucketResult', '<NextContinuationToken>a</NextContinuationToken>'),
    'GET list-type a': again('ListBucketResult', '<NextContinuationToken>a</NextContinuationToken>'),
    'GET versioning': VERSIONED,
    'GET versions': again('ListVersionsResult', '<NextKeyMarker>a</NextKeyMarker>'),
    'GET versions a': again('ListVersionsResult', '<NextKeyMarker>a</NextKeyMarker>'),
  });

  await expect(remote.folders('')).rejects.toMatchObject({ code: 'TACET_STORE_REFUSED' });
  await expect(remote.clear('c', [])).rejects.toMatchObject({ code: 'TACET_STORE_REFUSED' });
});

it('a list of several pages is one', async () => {
  const page = (key: string, next: string): string =>
    `<ListBucketResult><IsTruncated>${String(next !== '')}</IsTruncated><NextContinuationToken>${next}</NextContinuationToken><Contents><Key>c/${key}</Key></Contents></ListBucketResult>`;
  scripted({
    'GET list-type': page('b', 'p2'),
    'GET list-type p2': page('a', 'p3'),
    'GET list-type p3': page('c', ''),
  });

  expect(await remote.list('c')).toEqual(['a', 'b', 'c']);
});

it('a large object goes in parts, and one that fails leaves none behind', async () => {
  const large = Buffer.alloc(11 * 1024 * 1024, 5);
  await remote.put('c', 'large', large);
  const parts = server.requests.filter((request) => request.includes('partNumber'));
  const back = await remote.get('c', 'large');
  server.gatekeeper = ({ method, url }, response) => {
    const isThird = url?.includes('partNumber=3') === true;
    if (isThird) response.writeHead(500).end();
    // The server itself does not know how to give up an upload.
    else if (method === 'DELETE') response.writeHead(204).end();
    return !isThird && method !== 'DELETE';
  };

  await expect(remote.put('c', 'other', large)).rejects.toMatchObject({ code: 'TACET_STORE_AWAY' });

  expect(parts.length).toBe(3);
  expect(large.equals(back ?? Buffer.alloc(0))).toBe(true);
  expect(server.requests.filter((request) => request.startsWith('DELETE /calls/c/other?'))).toHaveLength(1);
  expect(await remote.get('c', 'other')).toBeUndefined();
});
