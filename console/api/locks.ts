let last: Promise<unknown> = Promise.resolve();

/** Runs one function after the other, in all tabs of this browser. Pages without TLS on another machine have no locks. */
export function inTurnOfTabs<Value>(work: () => Promise<Value>): Promise<Value> {
  if ('locks' in navigator) return navigator.locks.request('irontrack.storage', work) as Promise<Value>;
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

/** Runs work while no other tab of this browser does the same; without locks, each tab works for itself. */
export async function inOneTab(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(`irontrack.${name}`, { signal }, work).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
