import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';

/**
 * Decides the order of the calls to services such as Redis. Lets one call continue, then waits until every caller waits
 * for a turn again or is done. Without it, the speed of the services would decide the order.
 */
export type Turns = Readonly<{
  wait: (label: string) => Promise<void>;
  /** Calls a service: waits for a turn before the call, and for another turn before the caller gets the answer. */
  outside: <Result>(label: string, run: () => Promise<Result>) => Promise<Result>;
  /** Lets the waiting calls continue, one after the other, until `work` is done. */
  until: <Result>(work: Promise<Result>) => Promise<Result>;
}>;

export function turns(): fc.Arbitrary<Turns> {
  let busy = 0;
  const act = async (proceed: () => Promise<unknown>) => {
    await proceed();
    do await nextTurn();
    while (busy > 0);
  };
  return fc.scheduler({ act }).map((scheduler) => {
    busy = 0;
    const wait = (label: string) => scheduler.schedule(Promise.resolve(), label);
    return {
      wait,
      async outside(label, run) {
        await wait(label);
        busy += 1;
        const result = await run().finally(() => {
          busy -= 1;
        });
        await wait(`${label}, answered`);
        return result;
      },
      until: (work) => scheduler.waitFor(work),
    };
  });
}
