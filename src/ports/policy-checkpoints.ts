/** Up to where in the log each policy has acted. */
export interface PolicyCheckpoints {
  /** 0 for a policy that is new. */
  read(policy: string): Promise<bigint>;
  /** A lower position than noted changes nothing. */
  move(policy: string, position: bigint): Promise<void>;
}
