import type { Draft, DraftEntry, DraftSet } from './draft.ts';

/** What was planted. `record` is good news; the others are what a coach looks for. */
export const troubles = [
  ...(['record', 'missed', 'shortened', 'stall', 'long-rests', 'pain'] as const),
  ...(['drop', 'volume-jump', 'silence', 'late-logging', 'skipped', 'corrections'] as const),
] as const;
export type Trouble = (typeof troubles)[number];

/** What becomes of a session; null if it does not take place. */
type Change = (draft: Draft) => Draft | null;

const changeEntries = (draft: Draft, change: (entry: DraftEntry, at: number) => DraftEntry): Draft => ({
  ...draft,
  entries: draft.entries.map(change),
});
const changeSets = (entry: DraftEntry, change: (set: DraftSet) => DraftSet): DraftEntry => ({
  ...entry,
  sets: entry.sets.map(change),
});
const times = (weight: number | null, factor: number): number | null =>
  weight === null ? null : Math.round((weight * factor) / 2.5) * 2.5;

/** Changes a session for each trouble. `record` and `stall` change weights over weeks, which `strength.ts` does. */
export const changeFor: Readonly<Record<Trouble, Change>> = {
  record: (draft) => draft,
  stall: (draft) => draft,
  missed: (draft) => (draft.daysAgo < 7 ? null : draft),
  silence: (draft) => (draft.daysAgo < 18 ? null : draft),
  /** Leaves after the first exercise. */
  shortened: (draft) =>
    draft.daysAgo > 10
      ? draft
      : { ...changeEntries(draft, (entry, at) => (at === 0 ? entry : { ...entry, sets: [] })), minutes: 21 },
  'long-rests': (draft) => (draft.daysAgo > 7 ? draft : { ...draft, restFactor: 1.9 }),
  /** Does another exercise instead of the squat, and says why. */
  pain: (draft) =>
    draft.daysAgo > 21
      ? draft
      : changeEntries(draft, (entry) => (entry.exercise === 'Squat (Barbell)' ? legPress(entry, draft) : entry)),
  drop: (draft) =>
    draft.daysAgo > 7
      ? draft
      : changeEntries(draft, (entry) => (entry.exercise === 'Squat (Barbell)' ? tired(entry) : entry)),
  /** Twice the sets, and each of them harder than planned. */
  'volume-jump': (draft) =>
    draft.daysAgo > 14
      ? draft
      : changeEntries(draft, (entry) => {
          const harder = changeSets(entry, (set) => ({ ...set, rpe: set.rpe === null ? null : 9.5 }));
          return { ...harder, sets: [...harder.sets, ...harder.sets] };
        }),
  'late-logging': (draft) => (draft.daysAgo > 13 ? draft : { ...draft, isByHand: true, restFactor: 1.3 }),
  skipped: (draft) =>
    draft.daysAgo > 28
      ? draft
      : changeEntries(draft, (entry) => (entry.exercise === 'Plank' ? { ...entry, sets: [] } : entry)),
  /** The athlete first typed too small weights, in the first exercise of one session. */
  corrections: (draft) =>
    draft.daysAgo !== 10
      ? draft
      : changeEntries(draft, (entry, at) =>
          at > 0 ? entry : changeSets(entry, (set) => ({ ...set, firstTyped: (set.weight ?? 0) - 10 })),
        ),
};

const legPress = (entry: DraftEntry, { daysAgo }: Draft): DraftEntry => ({
  ...changeSets(entry, (set) => ({ ...set, weight: 140, reps: 10, rpe: 7 })),
  exercise: 'Leg Press',
  notes: daysAgo === 7 ? 'Sharp pain in the left knee when squatting, so leg press again.' : null,
});

const tired = (entry: DraftEntry): DraftEntry => ({
  ...changeSets(entry, (set) => ({ ...set, weight: times(set.weight, 0.88), rpe: 9.5 })),
  notes: 'Slept badly, everything felt heavy.',
});
