import { DomainError } from '../../errors.ts';
import type { PasswordTurns } from '../../ports/password-turns.ts';
import { networkOf } from './network.ts';

/** How many checks an account and a network address may have in flight, waiting ones included; 0 means no limit. */
export type TurnLimits = Readonly<{ perAccount: number; perAddress: number }>;

/** How many turns run at the same time: enough that the few hashes that run at once never wait for other work. */
const atOnce = 4;
/** How many askers may wait. With more, a client would give up before its turn. */
const maxWaiting = 500;

/**
 * Creates the turns of one process. Network addresses take turns: each gets one before any gets its next, so an address
 * with many checks delays those of another address by one check only.
 */
export function createPasswordTurns({ perAccount, perAddress }: TurnLimits): PasswordTurns {
  const inFlight = new Map<string, number>();
  /** The askers that wait, by network. The first network has the next turn. */
  const waiting = new Map<string, (() => void)[]>();
  let running = 0;
  let waitingCount = 0;

  return {
    async take({ address, account }) {
      const network = networkOf(address);
      const counted = [
        { key: `address ${network}`, most: perAddress },
        ...(account === null ? [] : [{ key: `account ${account}`, most: perAccount }]),
      ];
      if (counted.some(({ key, most }) => most > 0 && (inFlight.get(key) ?? 0) >= most)) return null;
      if (waitingCount >= maxWaiting)
        throw new DomainError('unavailable', 'Too many sign-ins at once; try again shortly.');
      for (const { key } of counted) change(key, 1);
      await turnOf(network);
      return {
        [Symbol.dispose]() {
          for (const { key } of counted) change(key, -1);
          running -= 1;
          startNext();
        },
      };
    },
  };

  function change(key: string, by: number): void {
    const count = (inFlight.get(key) ?? 0) + by;
    if (count > 0) inFlight.set(key, count);
    else inFlight.delete(key);
  }

  async function turnOf(network: string): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waitingCount += 1;
    waiting.set(network, [...(waiting.get(network) ?? []), resolve]);
    await promise;
  }

  /** Gives the free turn to the network that has waited longest since its last one. */
  function startNext(): void {
    const [next] = waiting;
    if (!next) return;
    const [network, [start, ...others]] = next;
    waiting.delete(network);
    if (others.length > 0) waiting.set(network, others);
    waitingCount -= 1;
    running += 1;
    start?.();
  }
}
