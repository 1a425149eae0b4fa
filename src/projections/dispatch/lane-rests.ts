import type { LaneBuffer } from './lane-buffer.ts';

/** How long a busy lane rests after a job, in multiples of the time that the job took, and at most in milliseconds. */
export type RestLimits = Readonly<{ perJob: number; longestMs: number }>;

export const defaultRests: RestLimits = { perJob: 1, longestMs: 15 };

/**
 * The rests of the lanes between jobs. A job has a high fixed cost, so a busy lane waits for more events, the longer, the
 * longer a job takes. A lane is busy when its job had several events or when more have arrived meanwhile: the single
 * events of a quiet lane never wait.
 */
export type LaneRests = Readonly<{
  /** Notes that a job with this many events was sent to a lane. */
  sent: (lane: number, events: number) => void;
  /** Notes that the jobs of a lane up to a position are applied. After the last of them, a busy lane begins to rest. */
  reached: (lane: number, position: bigint) => void;
}>;

type SentJob = Readonly<{ events: number; sentAt: number }>;

/** Creates the rests of lanes. `onOver` is called at the end of a rest. */
export function createLaneRests(
  buffers: readonly LaneBuffer[],
  { perJob, longestMs }: RestLimits,
  onOver: () => void,
): LaneRests {
  const last = new Map<number, SentJob>();

  function rest(buffer: LaneBuffer, milliseconds: number): void {
    buffer.rest(true);
    const end = () => {
      buffer.rest(false);
      onOver();
    };
    setTimeout(end, milliseconds).unref();
  }

  return {
    sent: (lane, events) => void last.set(lane, { events, sentAt: performance.now() }),
    reached(lane, position) {
      const [buffer, job] = [buffers[lane], last.get(lane)];
      if (!buffer || !job || position < buffer.sentTo()) return;
      last.delete(lane);
      const isBusy = job.events > 1 || buffer.waiting() > 0;
      const milliseconds = Math.min(longestMs, perJob * (performance.now() - job.sentAt));
      if (isBusy && milliseconds > 0) rest(buffer, milliseconds);
    },
  };
}
