import type { Owner } from '../events/ids.ts';

/** A name that only one stream may hold within `scope`. The adapter keeps a keyed hash of `key`, never its text. */
export type Claim = Readonly<{ scope: string; key: string }>;

/** Who stands in the way: the stream `holder` of `owner`, which claimed before its event `revision`. */
export type Obstruction = Readonly<{ holder: string; owner: Owner; revision: number; hashedKey: string }>;

/** The set of taken names, which no single stream can hold. */
export interface UniquenessClaims {
  /** Takes the claim for the event `revision` of `holder`; answers who stands in the way, if anybody does. */
  take(claim: Claim, holder: string, owner: Owner, revision: number): Promise<Obstruction | null>;
  /** Takes a claim whose holder was found not to hold it; false when it changed hands meanwhile. */
  takeOver(claim: Claim, from: Obstruction, holder: string, owner: Owner, revision: number): Promise<boolean>;
  /** Marks claims whose events now stand in the log. */
  confirm(claims: readonly Claim[], holder: string): Promise<void>;
  /** Lets go of claims of `holder` taken before its event `revision`; later ones stay. */
  release(claims: readonly Claim[], holder: string, revision: number): Promise<void>;
  /** Forgets every claim of an owner that was erased. */
  forget(owner: Owner): Promise<void>;
  /** The stream that claimed, confirmed or not. */
  holder(claim: Claim): Promise<string | null>;
}
