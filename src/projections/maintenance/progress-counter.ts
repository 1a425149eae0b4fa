export type Phase = 'filling' | 'catching up' | 'switched' | 'comparing';

/** `events`: how many were read so far, up to `position`. `head`: the end of the log when it was last looked up. */
export type Progress = Readonly<{ phase: Phase; events: number; position: bigint; head: bigint }>;

/** Counts the events that maintenance work has read, and reports every change of its progress. */
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
