/** The log position up to which each policy has acted. */
export interface PolicyCheckpoints {
  /** Returns the position up to which the policy has acted; 0 for a new policy. */
  read(policy: string): Promise<bigint>;
  /** Stores the position up to which the policy has acted. Ignores a position lower than the stored one. */
  move(policy: string, position: bigint): Promise<void>;
}
