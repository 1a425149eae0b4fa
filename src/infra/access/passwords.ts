import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { DomainError } from '../../errors.ts';

/** OWASP's parameters for Argon2id: 19 MiB of memory and two passes. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const currentPrefix = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`;
/**
 * How many hashes are computed at the same time. One hash occupies a processor core for about 20 ms, and one core
 * remains free for other requests.
 */
const concurrency = Math.max(1, Math.min(2, availableParallelism() - 1));
/** How many calls may wait for a hash. With more, a client would give up before its call runs. */
const maxWaiting = 200;

export type Passwords = Readonly<{
  hash: (password: string) => Promise<string>;
  verify: (hash: string, password: string) => Promise<boolean>;
  /** Whether the hash was made with other Argon2id parameters than the current ones. */
  isOutdated: (hash: string) => boolean;
}>;

/** Computes Argon2id hashes on other threads, a few at the same time. Throws `unavailable` when too many calls wait. */
export const createPasswordHashing = (): Passwords => {
  const limit = pLimit(concurrency);
  const queued = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (limit.pendingCount >= maxWaiting) {
      throw new DomainError('unavailable', 'Too many sign-ins at once; try again shortly.');
    }
    return limit(work);
  };
  return {
    hash: (password) => queued(() => hash(password, parameters)),
    verify: (hashed, password) => queued(() => verify(hashed, password)),
    isOutdated: (hashed) => !hashed.startsWith(currentPrefix),
  };
};
