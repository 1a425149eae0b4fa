import { emptyPerformance } from '../../../src/events/performance.ts';
import type { Written } from './memory-log.ts';

/** A UUIDv7 that shows what it stands for. */
export const idFor = (kind: number, number: number): string =>
  `01900000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;

export const ownerId = (number: number): string => idFor(0, number);
export const sessionId = (number: number): string => idFor(1, number);

export type Choice = Readonly<{ session: number; act: number; value: number }>;

type Standing = {
  owner: string;
  entries: { id: string; sets: string[] }[];
  ended: boolean;
  deleted: boolean;
  made: number;
};

/**
 * Writes the events that a choice makes happen, or none where they could not: each session belongs to one owner, is started before
 * anything else, and is left alone once deleted.
 */
export function trainingLog(owners: number) {
  const standing = new Map<number, Standing>();
  return ({ session, act, value }: Choice): readonly Written[] => {
    const id = sessionId(session);
    const now = standing.get(session);
    const on = (owner: string, type: string, data: object): Written => ({ type, data, stream: `session-${id}`, owner });
    if (!now) {
      const owner = ownerId(session % owners);
      standing.set(session, { owner, entries: [], ended: false, deleted: false, made: 0 });
      return [on(owner, 'SessionStarted', startOf(session, owner, value))];
    }
    if (now.deleted) return [];
    const write = (type: string, data: object) => [on(now.owner, type, { ...data, correction: now.ended })];
    const entry = now.entries[value % Math.max(1, now.entries.length)];
    const set = entry?.sets[value % Math.max(1, entry.sets.length)];
    const next = () => idFor(2, session * 100_000 + now.made++);
    switch (act % 12) {
      case 0:
        return write('SessionRenamed', { personal: { name: value % 5 === 0 ? null : `Übung ${value} 100%_\\"'` } });
      case 1:
        return write('SessionNoted', { personal: { notes: `felt {${value}}, "quoted"\n\u001e\u0000` } });
      case 2: {
        const entryId = next();
        now.entries.push({ id: entryId, sets: [] });
        return write('ExerciseAdded', { entryId, ...entryOf(value) });
      }
      case 3:
        if (now.ended || act < 40) return [];
        now.ended = true;
        return [on(now.owner, 'SessionCompleted', { endedAt: '2026-01-10T13:00:00.000000Z' })];
      case 4:
        if (act < 48) return [];
        now.deleted = true;
        return [on(now.owner, 'SessionDeleted', {})];
      case 5:
        return entry ? write('ExerciseCorrected', { entryId: entry.id, ...entryOf(value) }) : [];
      case 6:
        if (!entry || !set || value % 4 !== 0) return [];
        entry.sets.splice(entry.sets.indexOf(set), 1);
        return write('SetRemoved', { entryId: entry.id, setId: set });
      case 7:
        return entry && set ? write('SetCorrected', { entryId: entry.id, setId: set, ...performanceOf(value) }) : [];
      default: {
        if (!entry) return [];
        const setId = next();
        entry.sets.push(setId);
        return write('SetLogged', { entryId: entry.id, setId, ...performanceOf(value) });
      }
    }
  };
}

const zones = ['Europe/Berlin', 'Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'];

const startOf = (session: number, userId: string, value: number) => ({
  sessionId: sessionId(session),
  userId,
  startedAt: `2026-01-${String((value % 28) + 1).padStart(2, '0')}T23:30:00.123456Z`,
  timezone: zones[value % zones.length],
  importId: null,
  personal: { name: value % 3 === 0 ? null : `Session ${session}`, notes: null },
});

const entryOf = (value: number) => ({
  exerciseId: null,
  mode: 'reps',
  supersetGroup: value % 2 === 0 ? null : 1,
  personal: { name: `Bench Press ${value % 9}`, notes: value % 2 === 0 ? 'slow' : null },
});

const performanceOf = (value: number) => ({
  ...emptyPerformance,
  weight: { value: value + 0.25, unit: 'kg' },
  reps: value % 20,
  rpe: 8.5,
});

/** Choices without end: some sessions grow while new ones begin. */
export function* choices(random: () => number, sessions: number): Generator<Choice, never> {
  for (let made = 0; ; made += 1) {
    yield {
      session: Math.floor(random() * sessions + made / 20),
      act: Math.floor(random() * 100),
      value: Math.floor(random() * 1_000),
    };
  }
}

/** Numbers in [0, 1) that only depend on the seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
