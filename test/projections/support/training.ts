import { emptyPerformance } from '../../../src/events/performance.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { MemoryLog, NewEvent } from './memory-log.ts';

/** Makes a UUIDv7 for tests that contains a digit for the kind of its aggregate, and a number. */
export const idFor = (kind: number, number: number): string =>
  `01900000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;

export const ownerId = (number: number): string => idFor(0, number);
export const sessionId = (number: number): string => idFor(1, number);

/** The choice of the next event: in which training session, of which kind, with which values. */
export type Choice = Readonly<{ session: number; act: number; value: number }>;

type SessionState = {
  owner: string;
  entries: { id: string; sets: string[] }[];
  ended: boolean;
  deleted: boolean;
  made: number;
};

/**
 * Creates a function that turns each choice into the events of a training session, or into none when the choice is
 * impossible. A session has one owner, begins with its start, and has no events after its deletion.
 */
export function createTrainingScript(owners: number) {
  const sessions = new Map<number, SessionState>();
  return ({ session, act, value }: Choice): readonly NewEvent[] => {
    const state = sessions.get(session);
    const eventOf = (owner: string, type: string, data: object): NewEvent => ({
      ...{ type, data, owner },
      stream: `session-${sessionId(session)}`,
    });
    if (state)
      return nextEvents(state, session, { act, value }).map(([type, data]) => eventOf(state.owner, type, data));
    const owner = ownerId(session % owners);
    sessions.set(session, { owner, entries: [], ended: false, deleted: false, made: 0 });
    return [eventOf(owner, 'SessionStarted', startOf(session, owner, value))];
  };
}

type TypeAndData = readonly [type: string, data: object];

function nextEvents(
  state: SessionState,
  session: number,
  { act, value }: Omit<Choice, 'session'>,
): readonly TypeAndData[] {
  if (state.deleted) return [];
  const change = (type: string, data: object): readonly TypeAndData[] => [[type, { ...data, correction: state.ended }]];
  const entry = state.entries[value % Math.max(1, state.entries.length)];
  const set = entry?.sets[value % Math.max(1, entry.sets.length)];
  const nextId = () => idFor(2, session * 100_000 + state.made++);
  switch (act % 12) {
    case 0:
      return change('SessionRenamed', { personal: { name: value % 5 === 0 ? null : `Übung ${value} 100%_\\"'` } });
    case 1:
      return change('SessionNoted', { personal: { notes: `felt {${value}}, "quoted"\n\u001e\u0000` } });
    case 2: {
      const entryId = nextId();
      state.entries.push({ id: entryId, sets: [] });
      return change('ExerciseAdded', { entryId, ...entryOf(value) });
    }
    case 3:
      if (state.ended || act < 40) return [];
      state.ended = true;
      return [['SessionCompleted', { endedAt: '2026-01-10T13:00:00.000000Z' }]];
    case 4:
      if (act < 48) return [];
      state.deleted = true;
      return [['SessionDeleted', {}]];
    case 5:
      return entry ? change('ExerciseCorrected', { entryId: entry.id, ...entryOf(value) }) : [];
    case 6:
      if (!entry || !set || value % 4 !== 0) return [];
      entry.sets.splice(entry.sets.indexOf(set), 1);
      return change('SetRemoved', { entryId: entry.id, setId: set });
    case 7:
      return entry && set ? change('SetCorrected', { entryId: entry.id, setId: set, ...performanceOf(value) }) : [];
    default: {
      if (!entry) return [];
      const setId = nextId();
      entry.sets.push(setId);
      return change('SetLogged', { entryId: entry.id, setId, ...performanceOf(value) });
    }
  }
}

const zones = ['Europe/Berlin', 'Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'];

const startOf = (session: number, userId: string, value: number) => ({
  sessionId: sessionId(session),
  userId,
  startedAt: `2026-01-${String((value % 28) + 1).padStart(2, '0')}T23:30:00.123456Z`,
  timezone: zones[value % zones.length],
  importId: null,
  ...{ live: value % 2 === 0, plan: null, planDay: null, unit: value % 5 === 0 ? idFor(7, 1) : null },
  personal: {
    ...{ name: value % 3 === 0 ? null : `Session ${session}`, notes: null },
    ...{ plan: null, unit: value % 5 === 0 ? 'Day "A"' : null },
  },
});

const entryOf = (value: number) => ({
  exerciseId: null,
  mode: 'reps',
  supersetGroup: value % 2 === 0 ? null : 1,
  planned: value % 3 === 0 ? plannedOf(value) : null,
  personal: {
    ...{ name: `Bench Press ${value % 9}`, notes: value % 2 === 0 ? 'slow' : null },
    planned: value % 3 === 0 ? `Bench Press ${value % 6}` : null,
  },
});

const plannedOf = (value: number) => ({
  ...{ unitExerciseId: idFor(8, value), exerciseId: null, mode: 'reps', order: value % 7 },
  sets: Array.from({ length: (value % 4) + 1 }, () => ({
    ...{ reps: { min: 5, max: null }, seconds: null, distance: null, weight: { value: 61.25, unit: 'lb' } },
    ...{ rpe: null, rir: null },
  })),
  ...{ restSeconds: 90, suggestion: null },
});

const performanceOf = (value: number) => ({
  ...emptyPerformance,
  weight: { value: value + 0.25, unit: 'kg' },
  reps: value % 20,
  rpe: 8.5,
});

/** Generates endless random choices: training sessions that exist get further events, and new ones start. */
export function* choices(random: () => number, sessions: number): Generator<Choice, never> {
  for (let made = 0; ; made += 1) {
    yield {
      session: Math.floor(random() * sessions + made / 20),
      act: Math.floor(random() * 100),
      value: Math.floor(random() * 1_000),
    };
  }
}

type WriterOptions = Readonly<{ owners: number; sessions: number; seed: number }>;

/** Creates a function that appends at least the given number of events of random training sessions to a log. */
export function createTrainingWriter(log: Pick<MemoryLog, 'append'>, { owners, sessions, seed }: WriterOptions) {
  const script = createTrainingScript(owners);
  const choice = choices(createRandom(seed), sessions);
  return (count: number): readonly SealedEvent[] => {
    const events: NewEvent[] = [];
    while (events.length < count) events.push(...script(choice.next().value));
    return log.append(...events);
  };
}

/** Creates a generator of random numbers in [0, 1). The same seed always gives the same numbers. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
