import type { Owner } from '../events/ids.ts';
import type { ClaimScope } from '../events/values.ts';

/**
 * A name that only one stream may hold within `scope`. `subject` is the thing that the claim is about. It is set only
 * for a claim that claims of another scope with the same subject exclude: that a plan uses a unit, and that the unit is
 * deleted. The database stores keyed hashes of both texts, never the texts.
 */
export type Claim = Readonly<{ scope: ClaimScope; key: string; subject?: string }>;

/** A claim that another stream, `holder`, took before appending its event with the revision `revision`. */
export type CompetingClaim = Readonly<{ holder: string; owner: Owner; revision: number; hashedKey: string }>;

/** The uniqueness claims of all streams: a rule over all names cannot be checked within one stream. */
export interface UniquenessClaims {
  /**
   * Takes the claim for the event that `holder` will append at `revision`. Returns the competing claim if another
   * stream has taken it. The revision of a claim never gets smaller: a late attempt with an old one, which cannot append
   * any more, must not make a newer claim look old.
   */
  take(claim: Claim, holder: string, owner: Owner, revision: number): Promise<CompetingClaim | null>;
  /**
   * Takes over a competing claim that its holder does not have by its events. Returns false if the claim has changed
   * since it was read.
   */
  takeOver(claim: Claim, from: CompetingClaim, holder: string, owner: Owner, revision: number): Promise<boolean>;
  /** Returns the claims of a scope about a subject, confirmed or not. */
  about(scope: ClaimScope, subject: string): Promise<readonly CompetingClaim[]>;
  /** Deletes a claim, unless it has changed since it was read or taken for the event at `revision`. */
  drop(scope: ClaimScope, claim: Pick<CompetingClaim, 'hashedKey' | 'holder' | 'revision'>): Promise<void>;
  /** Marks claims as confirmed, once the events that need them are in the log. */
  confirm(claims: readonly Claim[], holder: string): Promise<void>;
  /** Deletes claims that `holder` took for events before `revision`. Claims that it took later stay. */
  release(claims: readonly Claim[], holder: string, revision: number): Promise<void>;
  /** Deletes all claims of an erased owner. */
  forget(owner: Owner): Promise<void>;
  /** Returns the stream that has taken the claim, confirmed or not; null if none has. */
  holder(claim: Claim): Promise<string | null>;
}
