export type Phase = 'filling' | 'catching up' | 'switched' | 'comparing';

/** The number of events read so far, up to `position`; `head` is the end of the log when it was last read. */
export type Progress = Readonly<{ phase: Phase; events: number; position: bigint; head: bigint }>;

/** Counts finished work and reports every change. */
export type ProgressCounter = Readonly<{
  phase: (phase: Phase) => void;
  head: (head: bigint) => void;
  page: (position: bigint, events: number) => void;
  events: () => number;
}>;

export function createProgressCounter(report: (progress: Progress) => void = () => {}): ProgressCounter {
  let now: Progress = { phase: 'filling', events: 0, position: 0n, head: 0n };
  const change = (part: Partial<Progress>) => {
    now = { ...now, ...part };
    report(now);
  };
  return {
    phase: (phase) => change({ phase }),
    head: (head) => change({ head }),
    page: (position, events) => change({ position, events: now.events + events }),
    events: () => now.events,
  };
}
