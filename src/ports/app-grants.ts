import type { AccountId, AppGrantId } from '../events/ids.ts';
import type { Scope } from '../events/token-values.ts';

/** What an account allows an app of others, as the API shows it to the account. */
export type AppGrant = Readonly<{
  id: AppGrantId;
  /** The name that the app gives itself. */
  appName: string;
  /** The app's OAuth client id. An app with a web site has the URL of its metadata document. */
  clientId: string;
  scopes: readonly Scope[];
  createdAt: string;
  expiresAt: string;
  /** The time of a recent use: up to a minute older than the last one. Null if the app never used it. */
  lastUsedAt: string | null;
}>;

/** The account that allows something; `generation` is the account's `signedOutAt`. */
export type GrantHolder = Readonly<{ account: AccountId; generation: number }>;

/** The grants of accounts to apps, which are stored outside the log. */
export interface AppGrants {
  /** Returns the valid grants of an account, the newest one first. */
  list(account: AccountId, generation: number): Promise<readonly AppGrant[]>;
  /**
   * Ends a grant of the account; before the promise settles, no process accepts its tokens any more. Returns false if
   * there is no such grant.
   */
  end(account: AccountId, id: AppGrantId): Promise<boolean>;
  /** Ends and deletes all grants of an account. */
  forget(account: AccountId): Promise<void>;
  /** Whether the account has, or had, this grant. */
  has(account: AccountId, id: AppGrantId): Promise<boolean>;
  /** Returns the names of the apps by the ids of grants, of ended ones too. Other ids have no name. */
  appNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
