import type { Instant, Owner } from '../events/ids.ts';
import type { Category } from '../events/schemas.ts';

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
  /** How often the log was moved to another event store, where its positions are others; missing before the first time. */
  log?: number;
}>;

/** A tree head with the exact text that was signed: its RFC 8785 JSON. */
export type SignedTreeHead = Readonly<{ treeHead: TreeHead; text: string; signature: string }>;

/** A public key as JWK. */
export type PublicKey = Readonly<{ kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; alg: 'EdDSA'; use: 'sig' }>;

/** How the Merkle tree of a tree head contains the head of a stream. */
export type InclusionProof = Readonly<{
  /** The leaves in the bucket of the stream, sorted. */
  leaves: readonly string[];
  /** The hashes beside the way from the bucket to the root, from below. */
  path: readonly string[];
}>;

/**
 * A line of a proof, which a third party can check with the public key alone: a tree head, then for each stream its events and
 * its head, and the end. `covered` is the text that the chain of an event covers, besides the chain of the event before.
 */
export type ProofLine =
  | Readonly<{ kind: 'tree-head'; text: string; signature: string }>
  | Readonly<{ kind: 'event'; covered: string; chain: string }>
  | (Readonly<{ kind: 'head' }> & Pick<StreamHead, 'stream' | 'revision' | 'chain'> & InclusionProof)
  | Readonly<{ kind: 'end'; streams: number; events: number }>;

/** An event of an own stream that is not as it was written. */
export type BadEvent = Readonly<{
  /**
   * `foreign`: this installation did not write it, or it was changed. `gap`: events are missing before it. `broken-chain`: it
   * does not continue the chain of the event before it. `missing`: it was signed, and the log does not have it.
   */
  kind: 'foreign' | 'gap' | 'broken-chain' | 'missing';
  stream: string;
  revision: number;
  position: bigint;
  event: string;
}>;

/** What a check of the streams of an account has found. `signed` is the last tree head; null before the first one. */
export type VerifiedHistory = Readonly<{
  signed: TreeHead | null;
  streams: number;
  events: number;
  problems: readonly BadEvent[];
}>;

/** The signed heads of all streams. */
export interface TreeHeads {
  publicKey: PublicKey;
  /** The newest tree head; null before the first one. */
  last(): Promise<SignedTreeHead | null>;
  /**
   * Yields the proof of the streams of an account in these categories, as they were at the newest tree head. Without a
   * tree head, yields only the line `end`.
   */
  prove(owner: Owner, categories: readonly Category[]): AsyncGenerator<ProofLine>;
  /** Checks all streams of an account that were signed, up to their ends. */
  verify(owner: Owner): Promise<VerifiedHistory>;
}
