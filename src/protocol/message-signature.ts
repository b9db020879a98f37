/**
 * HTTP message signatures with a shared secret, as upgrade requests carry them (draft-ietf-httpbis-message-signatures
 * 11; RFC 9421 in all but one name):
 *
 *     Signature-Input: sig1=("@authority" "x-api-key");keyid="...";nonce="...";alg="hmac-sha256";created=1641013200
 *     Signature:       sig1=:NZBwyB...:
 *
 * What was signed is written anew from what was read, so that a signer's spelling cannot hide anything. One signature;
 * strings without escapes; components without parameters.
 */
import { createHmac } from 'node:crypto';

export interface MessageSignature {
  /** Names of what is covered, in the order in which it was signed. */
  readonly components: readonly string[];
  /** In the order received: it was signed. */
  readonly parameters: ReadonlyMap<string, string | number>;
  /** Base64. */
  readonly value: string;
}

const NAME = '[a-z*][a-z0-9_.*-]*';
/** RFC 8941, section 3.3.3: printable ASCII; ours have no escapes. */
const STRING = '"[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*"';
const PARAMETER = `; *(${NAME})=(${STRING}|\\d{1,15})`;
const INPUT = new RegExp(`^ *(${NAME})=\\(((?: *${STRING})*) *\\)((?: *${PARAMETER})*) *$`);
const SIGNATURE = new RegExp(`^ *(${NAME})=:([A-Za-z0-9+/]+={0,2}): *$`);

/** @returns undefined where the headers hold no signature, several, or one that we do not understand */
export const readSignature = (
  input: string | string[] | undefined,
  signature: string | string[] | undefined,
): MessageSignature | undefined => {
  const [, label, components = '', written = ''] = INPUT.exec(single(input)) ?? [];
  const [, sameLabel, value = ''] = SIGNATURE.exec(single(signature)) ?? [];
  if (label === undefined || label !== sameLabel) return undefined;
  const names = [...components.matchAll(new RegExp(STRING, 'g'))].map(([name]) => name.slice(1, -1));
  const given = [...written.matchAll(new RegExp(PARAMETER, 'g'))];
  const parameters = new Map(given.map(([, name = '', text = '']) => [name, valueOf(text)]));
  // Twice the same: whoever signed it and whoever reads it may not mean the same one.
  if (parameters.size !== given.length || new Set(names).size !== names.length) return undefined;
  return { components: names, parameters, value };
};

/**
 * What was signed.
 * @param valueOfComponent undefined where there is no such component
 * @returns undefined where it covers something that is not there
 */
export const signatureBase = (
  { components, parameters }: Pick<MessageSignature, 'components' | 'parameters'>,
  valueOfComponent: (name: string) => string | undefined,
): string | undefined => {
  const lines: string[] = [];
  for (const name of components) {
    const value = valueOfComponent(name);
    if (value === undefined) return undefined;
    lines.push(`"${name}": ${value.trim()}`);
  }
  lines.push(`"@signature-params": ${signatureInput({ components, parameters })}`);
  return lines.join('\n');
};

/** In its one spelling, without the label. */
export const signatureInput = ({
  components,
  parameters,
}: Pick<MessageSignature, 'components' | 'parameters'>): string => {
  const names = components.map((name) => `"${name}"`).join(' ');
  const written = [...parameters].map(
    ([name, value]) => `;${name}=${typeof value === 'number' ? String(value) : `"${value}"`}`,
  );
  return `(${names})${written.join('')}`;
};

/** @returns base64 */
export const hmacSha256 = (secret: Uint8Array, base: string): string =>
  createHmac('sha256', secret).update(base).digest('base64');

const single = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

const valueOf = (text: string): string | number => (text.startsWith('"') ? text.slice(1, -1) : Number(text));
