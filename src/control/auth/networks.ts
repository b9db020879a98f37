/**
 * Ranges of IP addresses, as CIDR (RFC 4632, RFC 4291).
 */
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** An IPv4 address that came over an IPv6 socket is the IPv4 address that it is. */
export const plainAddress = (address: string): string =>
  MAPPED.exec(address)?.[1] ?? address.replace(/%.*$/, '');

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

const rangeOf = (text: string): Range | undefined => {
  const [address = '', bitsText, ...rest] = text.split('/');
  const version = isIP(address);
  const most = BITS[version];
  if (most === undefined || rest.length > 0) return undefined;
  if (bitsText !== undefined && !/^\d{1,3}$/.test(bitsText)) return undefined;
  const bits = bitsText === undefined ? most : Number(bitsText);
  return bits > most ? undefined : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
};

/** One address, or a range such as `10.0.0.0/8` or `2001:db8::/32`. */
export const Network = z
  .string()
  .refine((text) => rangeOf(text) !== undefined, 'is no address and no range such as 10.0.0.0/8');

/** @param networks as the schema has checked them */
export class Networks {
  readonly #list = new BlockList();

  constructor(networks: readonly string[]) {
    for (const text of networks) {
      const range = rangeOf(text);
      if (range !== undefined) this.#list.addSubnet(range.address, range.bits, range.family);
    }
  }

  /** @param address what is no IP address is in no network */
  has(address: string): boolean {
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version !== 0 && this.#list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  }
}
