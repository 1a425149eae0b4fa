import type { Owner } from '../events/ids.ts';
import type { ClaimScope } from '../events/values.ts';

/** A name that only one stream may hold within `scope`. The adapter stores a keyed hash of `key`, never its text. */
export type Claim = Readonly<{ scope: ClaimScope; key: string }>;

/** A claim of another stream: `holder` took it before appending its event `revision`. */
export type CompetingClaim = Readonly<{ holder: string; owner: Owner; revision: number; hashedKey: string }>;

/** The set of taken names, which no single stream can hold. */
export interface UniquenessClaims {
  /** Takes the claim for the event `revision` of `holder`. Returns the competing claim when another stream has taken it. */
  take(claim: Claim, holder: string, owner: Owner, revision: number): Promise<CompetingClaim | null>;
  /** Replaces a competing claim whose holder does not hold the name. False when the claim has changed since it was read. */
  takeOver(claim: Claim, from: CompetingClaim, holder: string, owner: Owner, revision: number): Promise<boolean>;
  /** Marks claims whose events are in the log. */
  confirm(claims: readonly Claim[], holder: string): Promise<void>;
  /** Deletes claims that `holder` took before its event `revision`. Later claims stay. */
  release(claims: readonly Claim[], holder: string, revision: number): Promise<void>;
  /** Deletes all claims of an erased owner. */
  forget(owner: Owner): Promise<void>;
  /** The stream that has taken the claim, confirmed or not. */
  holder(claim: Claim): Promise<string | null>;
}
