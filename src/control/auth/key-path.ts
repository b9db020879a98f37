/**
 * The path of a file that holds a key or a certificate.
 *
 * Messages quote it: it is no secret, and whoever mends the file has to know which. So what stands in such a file must never be
 * taken for its path, or it would be quoted, and made into a name on the disk.
 */
import { z } from 'zod';

const PEM = /[\r\n]|-----BEGIN/;
/** Hexadecimal digits or base64 (RFC 4648), longer than any name. */
const BARE_KEY = /^[0-9a-zA-Z][0-9a-zA-Z+/=]{59,}$/;

export const KeyPath = z
  .string()
  .min(1)
  .refine((text) => !PEM.test(text) && !BARE_KEY.test(text), 'is the path of a file, not what stands in it');
