import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../../errors.ts';

/** OWASP's parameters for Argon2id: 19 MiB, two passes. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const current = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`;
/** Each takes a core for some 20 ms; where there are two, one is left to everybody else's requests. */
const atOnce = Math.max(1, Math.min(2, availableParallelism() - 1));
/** More waiting than this would wait longer than a client does. */
const maxWaiting = 200;

export type Passwords = Readonly<{
  hash: (password: string) => Promise<string>;
  verify: (hash: string, password: string) => Promise<boolean>;
  /** Whether a hash was made with other parameters than new ones are. */
  isOutdated: (hash: string) => boolean;
}>;

/** Argon2id off the event loop, bounded; `unavailable` when too many wait. */
export const createPasswordHashing = (): Passwords => {
  const inTurn = bounded(atOnce, maxWaiting);
  return {
    hash: (password) => inTurn(() => hash(password, parameters)),
    verify: (hashed, password) => inTurn(() => verify(hashed, password)),
    isOutdated: (hashed) => !hashed.startsWith(current),
  };
};

/** Runs at most `limit` at once and lets at most `maxQueue` wait. */
function bounded(limit: number, maxQueue: number) {
  const queue: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= limit) {
      if (queue.length >= maxQueue)
        throw new DomainError('unavailable', 'Too many sign-ins at once; try again shortly.');
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
