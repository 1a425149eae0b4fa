import type { AllStreamSubscription, ResolvedEvent, StreamSubscription } from '@eventstore/db-client';

/** What a subscription has delivered so far. */
export type WatchedSubscription = {
  /** The types of the events received, and `confirmation` and `caughtUp`, in the order of arrival. */
  readonly seen: string[];
  readonly events: ResolvedEvent[];
  until(condition: () => boolean): Promise<void>;
  untilSeen(what: string): Promise<void>;
  /** The error with which the subscription ends. */
  failed(): Promise<Error>;
  unsubscribe(): Promise<void>;
};

/** Records everything that a subscription delivers. */
export function watchSubscription(subscription: StreamSubscription | AllStreamSubscription): WatchedSubscription {
  const seen: string[] = [];
  const events: ResolvedEvent[] = [];
  const checks = new Set<() => void>();
  let error: Error | undefined;
  const runChecks = () => {
    for (const check of checks) check();
  };
  const record = (what: string) => {
    seen.push(what);
    runChecks();
  };
  subscription.on('confirmation', () => record('confirmation'));
  subscription.on('caughtUp', () => record('caughtUp'));
  subscription.on('error', (cause: Error) => {
    error = cause;
    runChecks();
  });
  subscription.on('data', (resolved: ResolvedEvent) => {
    events.push(resolved);
    record((resolved.event ?? resolved.link)?.type ?? '');
  });
  const wait = (isDone: () => boolean, failOnError: boolean) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        const done = isDone();
        if (!done && !(error && failOnError)) return;
        checks.delete(check);
        done ? resolve() : reject(error);
      };
      checks.add(check);
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
