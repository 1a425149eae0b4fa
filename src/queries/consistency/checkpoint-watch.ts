import { setTimeout as delay } from 'node:timers/promises';
import type { CommonQueryMethods } from 'slonik';
import type { LaneReached, LaneSignals } from '../../ports/lane-signals.ts';
import { type Checkpoint, type Lane, readCheckpoints } from './checkpoints.ts';
import { createPassedLanes, type PassedLanes } from './passed-lanes.ts';
import { readModelBehind } from './read-model-behind.ts';
import { laneKey } from './sources.ts';
import { createToldLanes, type ToldLanes } from './told-lanes.ts';

/** Waits until lanes have reached a position. All that wait in a process share one poll of the checkpoints. */
export type CheckpointWatch = Readonly<{
  /** What this process knows of the checkpoints from statements that have ended. */
  passed: PassedLanes;
  /** How far the lanes are, as other processes have told. */
  told: ToldLanes;
  /**
   * Resolves when the lane's checkpoint reaches `position`, or disappears because another version or lane layout has
   * replaced it. Throws `read-model-behind` when that takes too long. `hadCheckpoint`: whether the query saw the
   * lane's checkpoint, so that its absence means that it has disappeared.
   */
  until: (lane: Lane, position: bigint, hadCheckpoint: boolean) => Promise<void>;
  /**
   * Calls the observer with all checkpoints after each poll, until the returned function is called. While no query
   * waits, the polls are less frequent.
   */
  observe: (observer: Observer) => () => void;
}>;
type Observer = (checkpoints: readonly Checkpoint[]) => void;

export type WatchOptions = Readonly<{
  /** The pause between two polls of the checkpoints. @defaultValue 4 ms, 25 ms with `signals` */
  pollMs?: number;
  /** How long a query waits at most for a lane. @defaultValue 2 s */
  boundMs?: number;
  /** The pause between two polls while no query waits. @defaultValue 100 ms */
  observedPollMs?: number;
  /**
   * How other processes tell that a lane has come to a position. With it, the pauses between two polls are longer, and a
   * signal about a lane that a query waits for ends the pause.
   */
  signals?: Pick<LaneSignals, 'listen'>;
}>;

/** The pauses between two polls while a query waits: without signals, and with signals, some of which may be lost. */
const [pollPauseMs, signalledPauseMs] = [4, 25];

type Waiter = {
  readonly key: string;
  readonly place: string;
  readonly position: bigint;
  readonly deadline: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  hadCheckpoint: boolean;
};

/** A lane of a lane layout, whatever the version. */
const placeOf = ({ layout, lane }: Pick<Lane, 'layout' | 'lane'>): string => `${layout}/${lane}`;

/** Creates a watch of the lane checkpoints. It polls them only while queries wait or observers are there. */
export function watchCheckpoints(db: CommonQueryMethods, options: WatchOptions = {}): CheckpointWatch {
  const { signals, boundMs = 2_000, observedPollMs = 100 } = options;
  const { pollMs = signals ? signalledPauseMs : pollPauseMs } = options;
  const waiters = new Set<Waiter>();
  const observers = new Set<Observer>();
  /** The highest position of each lane in the signals so far. */
  const told = new Map<string, bigint>();
  let [isListening, isPolling, isPollDue] = [false, false, false];
  let endPause = () => {};

  return {
    passed: createPassedLanes(),
    told: createToldLanes(signals),
    until(lane, position, hadCheckpoint) {
      if (signals && !isListening) signals.listen(noteSignal);
      isListening = true;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const deadline = performance.now() + boundMs;
      const place = placeOf(lane);
      waiters.add({ key: laneKey(lane), place, position, deadline, resolve, reject, hadCheckpoint });
      if (signals ? (told.get(place) ?? 0n) >= position : waiters.size === 1) pollNow();
      else if (!isPolling) void pollWhileNeeded();
      return promise;
    },
    observe(observer) {
      observers.add(observer);
      if (!isPolling) pollNow();
      return () => void observers.delete(observer);
    },
  };

  function noteSignal(reached: LaneReached): void {
    const { position } = reached;
    const place = placeOf(reached);
    if (position > (told.get(place) ?? 0n)) told.set(place, position);
    if (waiters.values().some((waiter) => waiter.place === place && waiter.position <= position)) pollNow();
  }

  function pollNow(): void {
    isPollDue = true;
    if (isPolling) endPause();
    else void pollWhileNeeded();
  }

  async function pollWhileNeeded(): Promise<void> {
    isPolling = true;
    while (waiters.size + observers.size > 0) {
      if (!isPollDue) await pause(waiters.size > 0 ? pollMs : observedPollMs);
      isPollDue = false;
      await poll(db, waiters, observers);
    }
    isPolling = false;
  }

  async function pause(milliseconds: number): Promise<void> {
    const ended = new AbortController();
    endPause = () => ended.abort();
    await delay(milliseconds, undefined, { signal: ended.signal }).catch(() => {});
  }
}

/** Reads the checkpoints once, and ends the waits that they settle. */
async function poll(db: CommonQueryMethods, waiters: Set<Waiter>, observers: ReadonlySet<Observer>): Promise<void> {
  // Without queries that begin to wait during this poll: they may need newer checkpoints than this poll reads.
  const present = [...waiters];
  try {
    const checkpoints = await readCheckpoints(db);
    const positions = new Map(checkpoints.map((each) => [laneKey(each), each.position]));
    for (const waiter of present) if (settleIfDue(waiter, positions.get(waiter.key))) waiters.delete(waiter);
    for (const observer of observers) observer(checkpoints);
  } catch (error) {
    for (const waiter of present) {
      waiters.delete(waiter);
      waiter.reject(error);
    }
  }
}

/** Ends the wait if the checkpoint is at the position or gone, or if the time is over. Returns whether the wait ended. */
function settleIfDue(waiter: Waiter, position: bigint | undefined): boolean {
  const isGone = position === undefined && waiter.hadCheckpoint;
  waiter.hadCheckpoint ||= position !== undefined;
  if (isGone || (position ?? 0n) >= waiter.position) waiter.resolve();
  else if (performance.now() >= waiter.deadline) waiter.reject(readModelBehind());
  else return false;
  return true;
}
