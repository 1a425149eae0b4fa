import type { Instant } from '../events/ids.ts';
import type { BadEvent } from './tree-heads.ts';

/** Something that is wrong with the whole installation. */
export type Problem =
  | (Readonly<{ kind: 'event' }> & Readonly<{ what: BadEvent['kind'] }> & Omit<BadEvent, 'kind'>)
  /** A record of the file of stream heads was changed, or records are missing before it. The first record is 1. */
  | Readonly<{ kind: 'file'; what: 'changed' | 'missing'; record: number }>
  /** The file of stream heads has a later tree head than the database. */
  | Readonly<{ kind: 'database-is-older'; database: number; file: number }>
  /** The heads in the database are not those that its last tree head signs. */
  | Readonly<{ kind: 'stored-heads'; treeHead: number }>;

/**
 * What is wrong with a copy of a tree head that someone else has kept. `not-signed`: this installation has not signed it.
 * `missing`: the log lacks the last event that it covers. `different`: some stream had another head then.
 */
export type CopyProblem = Readonly<
  | { kind: 'copy'; what: 'not-signed' }
  | { kind: 'copy'; what: 'missing' | 'different'; treeHead: number; position: bigint; event: string }
>;

/** The result of a verification. */
export type Verification = Readonly<{
  events: number;
  streams: number;
  /** The last tree head, and up to which position it covers the log; null before the first one. */
  signed: Readonly<{ number: number; position: bigint; at: Instant }> | null;
  /** Whether this machine has the file of stream heads. */
  hasFile: boolean;
  /** Why operators have restored the log and the database to an older state. */
  restores: readonly string[];
  problems: number;
}>;

/** What a verification of the whole installation yields: how far it is, each problem, and at last its result. */
export type VerificationStep =
  | Readonly<{ kind: 'progress'; position: bigint }>
  | Problem
  | (Readonly<{ kind: 'end' }> & Verification);

export type VerifyInstallation = () => AsyncGenerator<VerificationStep, void>;
