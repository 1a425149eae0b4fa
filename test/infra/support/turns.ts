import { setImmediate as soon } from 'node:timers/promises';
import fc from 'fast-check';

/**
 * A schedule over what is done outside: it lets one go on, and then waits until everybody waits for a turn again or is done. Without that
 * the services' own speed would decide who is next.
 */
export type Turns = Readonly<{
  wait: (what: string) => Promise<void>;
  /** Does something outside, with a turn before it and one before its answer is heard. */
  outside: <Result>(what: string, run: () => Promise<Result>) => Promise<Result>;
  /** Lets one after the other go on until the work is done. */
  until: <Result>(work: Promise<Result>) => Promise<Result>;
}>;

export function turns(): fc.Arbitrary<Turns> {
  let busy = 0;
  const act = async (goOn: () => Promise<unknown>) => {
    await goOn();
    do await soon();
    while (busy > 0);
  };
  return fc.scheduler({ act }).map((order) => {
    busy = 0;
    const wait = (what: string) => order.schedule(Promise.resolve(), what);
    return {
      wait,
      async outside(what, run) {
        await wait(what);
        busy += 1;
        const result = await run().finally(() => {
          busy -= 1;
        });
        await wait(`${what}, done`);
        return result;
      },
      until: (work) => order.waitFor(work),
    };
  });
}
