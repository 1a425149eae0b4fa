import type { AllStreamSubscription, ResolvedEvent, StreamSubscription } from '@eventstore/db-client';

/** What a subscription has delivered so far. */
export type Watched = {
  /** Types of events, `confirmation` and `caughtUp`, in the order in which they came. */
  readonly seen: string[];
  readonly events: ResolvedEvent[];
  until(condition: () => boolean): Promise<void>;
  untilSeen(what: string): Promise<void>;
  /** The error that ends the subscription. */
  failed(): Promise<Error>;
  unsubscribe(): Promise<void>;
};

/** Reads a subscription and wakes waiting tests at each of its signs of life. */
export function watch(subscription: StreamSubscription | AllStreamSubscription): Watched {
  const seen: string[] = [];
  const events: ResolvedEvent[] = [];
  const waiting = new Set<() => void>();
  let error: Error | undefined;
  const wake = () => {
    for (const check of waiting) check();
  };
  const note = (what: string) => () => {
    seen.push(what);
    wake();
  };
  subscription.on('confirmation', note('confirmation'));
  subscription.on('caughtUp', note('caughtUp'));
  subscription.on('error', (cause: Error) => {
    error = cause;
    wake();
  });
  subscription.on('data', (resolved: ResolvedEvent) => {
    seen.push((resolved.event ?? resolved.link)?.type ?? '');
    events.push(resolved);
    wake();
  });
  const wait = (isDone: () => boolean, failOnError: boolean) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        const done = isDone();
        if (!done && !(error && failOnError)) return;
        waiting.delete(check);
        done ? resolve() : reject(error);
      };
      waiting.add(check);
      check();
    });
  return {
    seen,
    events,
    until: (condition) => wait(condition, true),
    untilSeen: (what) => wait(() => seen.includes(what), true),
    failed: () => wait(() => error !== undefined, false).then(() => error ?? new Error()),
    unsubscribe: () => subscription.unsubscribe(),
  };
}
