import type { AccountId } from '../events/ids.ts';
import type { QuotaKind } from '../events/schemas.ts';

/** One thing that counts toward a quota of an account: an exercise, a session or an import, by the id of its stream. */
export type QuotaItem = Readonly<{ kind: QuotaKind; owner: AccountId; id: string }>;

/** How many things of a kind an account has, and how many it may have. 0 means no limit. */
export type Usage = Readonly<{ used: number; limit: number }>;

/** The counts of what accounts have, which no single stream knows. */
export type Quotas = Readonly<{
  /**
   * Counts an item, once however often it is called. Returns null, or the limit if the account has reached it: then the
   * item is not counted.
   */
  take: (item: QuotaItem) => Promise<number | null>;
  /** Counts an item no longer. */
  release: (item: QuotaItem) => Promise<void>;
  read: (owner: AccountId) => Promise<Readonly<Record<QuotaKind, Usage>>>;
  /** Deletes all counts of an erased account. */
  forget: (owner: AccountId) => Promise<void>;
}>;

/** The limit of each kind; 0 means no limit. */
export type QuotaLimits = Readonly<Record<QuotaKind, number>>;
