/** The log position up to which each policy has acted. */
export interface PolicyCheckpoints {
  /** 0 for a new policy. */
  read(policy: string): Promise<bigint>;
  /** Ignores a position lower than the stored one. */
  move(policy: string, position: bigint): Promise<void>;
}
