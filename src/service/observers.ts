import type { Observe } from '../ports/observe.ts';

/** Passes what work has ended in this process on to the metrics and the traces. */
export type Observers = Readonly<{ observe: Observe; addObserver: (observer: Observe) => void }>;

export function createObservers(): Observers {
  const observers: Observe[] = [];
  return {
    observe: (observation) => {
      for (const observer of observers) observer(observation);
    },
    addObserver: (observer) => void observers.push(observer),
  };
}
