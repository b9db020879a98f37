/** Signs upgrade requests as Genesys does; shares no code with what checks them. */
import { createHmac, randomBytes } from 'node:crypto';

/** Headers that sign a request as Genesys does. */
export const signed = (
  url: string,
  headers: Readonly<Record<string, string>>,
  secret: string,
  changes: { readonly created?: number; readonly nonce?: string } = {},
): Record<string, string> => {
  const { host, pathname, search } = new URL(url);
  const created = changes.created ?? Math.floor(Date.now() / 1_000);
  const covered: [string, string | undefined][] = [
    ['@request-target', pathname + search],
    ['@authority', host],
    ...['Audiohook-Organization-Id', 'Audiohook-Session-Id', 'Audiohook-Correlation-Id', 'X-API-KEY'].map(
      (name): [string, string | undefined] => [name.toLowerCase(), headers[name]],
    ),
  ];
  const nonce = changes.nonce ?? randomBytes(18).toString('base64');
  const input =
    `(${covered.map(([name]) => `"${name}"`).join(' ')});keyid="${headers['X-API-KEY'] ?? ''}";nonce="${nonce}"` +
    `;alg="hmac-sha256";created=${String(created)};expires=${String(created + 30)}`;
  const base = [...covered, ['@signature-params', input]]
    .map(([name = '', value = '']) => `"${name}": ${value}`)
    .join('\n');
  const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(base).digest('base64');
  return { 'Signature-Input': `sig1=${input}`, Signature: `sig1=:${signature}:` };
};
