/**
 * What the access log says: who was shown what of which call, and who was refused it.
 */

/** What can be read of calls. */
export const READABLE = [
  'list',
  'recording',
  'transcript',
  'report',
  'ledger',
  'access-log',
  'audit',
] as const;
export type Readable = (typeof READABLE)[number];

export interface AccessFact {
  readonly kind: 'read' | 'refused';
  readonly what: readonly Readable[];
  /** Null where it was none in particular; `[redacted]` where what was asked for is no id, or may hold a card number. */
  readonly call: string | null;
  /** As the identity provider, the key's name, the certificate or the system says. */
  readonly who: string;
  readonly roles: readonly string[];
  /** Whose calls they see; null: all. */
  readonly tenant: string | null;
  readonly via: 'api' | 'cli';
  readonly address: string | null;
  /** Why they were refused. */
  readonly code?: string;
}

/** The first entry of each file. */
export interface AccessOpening {
  readonly kind: 'opened';
  /** SHA-256 of the public key that the entries are signed with. */
  readonly ledgerKey: string;
}

/** In its place in the chain, which goes on from file to file. */
export type AccessEntry = (AccessFact | AccessOpening) & {
  readonly n: number;
  readonly at: string;
  /** SHA-256 of the line before, in hex; of nothing for the first. */
  readonly prev: string;
};
