import type { Instant } from '../events/ids.ts';

/** The last event of a stream, as a tree head covers it. */
export type StreamHead = Readonly<{ stream: string; revision: number; chain: string; position: bigint }>;

/** A statement about the heads of all streams, as they were after one position of the log. */
export type TreeHead = Readonly<{
  /** From 1, without gaps. */
  number: number;
  at: Instant;
  /** The position of the last event that it covers, and the id of that event. */
  position: bigint;
  event: string;
  /** The position of the tree head before it; 0 for the first one. */
  after: bigint;
  /** How many events and streams it covers. */
  events: number;
  streams: number;
  /** The root of the Merkle tree of all heads, in hex. */
  root: string;
  /** The SHA-256 of the text of the tree head before it, in hex; null for the first one. */
  previous: string | null;
  /** The id of the key of the signature. */
  key: string;
  /** Why the log may lack what earlier tree heads cover; only in the first one after a restore. */
  restored?: string;
}>;

/** A tree head with the exact text that was signed: its RFC 8785 JSON. */
export type SignedTreeHead = Readonly<{ treeHead: TreeHead; text: string; signature: string }>;

/** A public key as JWK. */
export type PublicKey = Readonly<{ kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; alg: 'EdDSA'; use: 'sig' }>;
