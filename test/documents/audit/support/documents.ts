import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { EntryDocument, SetDocument } from '../../../../src/documents/entries.ts';
import { type PlanDocument, type PlanUnitDocument, planFold } from '../../../../src/documents/plan.ts';
import type { Fold, Presence } from '../../../../src/documents/presence.ts';
import { type SessionDocument, sessionFold } from '../../../../src/documents/session.ts';
import type { Grant } from '../../../../src/documents/sharing.ts';
import { type UnitDocument, type UnitExerciseDocument, unitFold } from '../../../../src/documents/unit.ts';
import type {
  AccountId,
  EntryId,
  PlanUnitId,
  SetId,
  TimeZone,
  UnitExerciseId,
  UnitId,
} from '../../../../src/events/ids.ts';
import { emptyMeasures } from '../../../../src/events/performance.ts';
import type { PlannedSet } from '../../../../src/events/planned.ts';
import type { Target } from '../../../../src/events/progression.ts';
import type { SessionEvent } from '../../../../src/events/session.ts';
import { examples } from '../../../golden/examples.ts';
import { noon, streamOfEvents } from '../../../support/specification.ts';

export const kg = (value: number) => ({ value, unit: 'kg' }) as const;
export const granteeOf = (name: string, level: Grant['level']): Grant => ({
  ...{ accountId: name as AccountId, level, grantedAt: noon },
});

/** The document after the first event of a type in the example stream of a kind. */
export function exampleAfter<Document>(kind: keyof typeof examples, type: string, fold: unknown): Document {
  const events = examples[kind][0]?.events ?? [];
  const at = events.findIndex((event) => event.type === type);
  const { initial, evolve } = fold as Fold<Presence<Document>, SessionEvent>;
  const state = streamOfEvents(events.slice(0, at + 1) as readonly SessionEvent[]).reduce(evolve, initial);
  if (at === -1 || state.kind !== 'present') throw new Error(`There is no ${kind} after ${type}`);
  return state.document;
}

const noTarget: PlannedSet = { reps: null, seconds: null, distance: null, weight: null, rpe: null, rir: null };

export const targetOf = (part: Partial<Target> = {}): Target => ({ ...noTarget, percentOfTrainingMax: null, ...part });

export const setOf = (id: string, order: number, part: Partial<SetDocument> = {}): SetDocument => ({
  ...{ id: id as SetId, order, ...emptyMeasures, notes: null, performedAt: null, ...part },
});

export const entryOf = (id: string, order: number, part: Partial<EntryDocument> = {}): EntryDocument => ({
  ...{ id: id as EntryId, exerciseId: null, name: id, mode: 'reps', order, supersetGroup: null, notes: null },
  ...{ planned: null, sets: [], ...part },
});

/** What a session prescribes for an entry: a set for each of the targets. */
export const plannedOf = (
  name: string,
  ...sets: readonly Partial<PlannedSet>[]
): NonNullable<EntryDocument['planned']> => ({
  ...{ unitExerciseId: 'planned' as UnitExerciseId, exerciseId: null, name, mode: 'reps', order: 0, restSeconds: null },
  ...{ suggestion: null, explanation: null, status: 'open', isExchanged: false },
  sets: sets.map((set) => ({ ...noTarget, ...set })),
});

/** A session in progress with these exercises, in Berlin. */
export const sessionOf = (exercises: readonly EntryDocument[] = [], part: Partial<SessionDocument> = {}) => ({
  ...exampleAfter<SessionDocument>('session', 'SessionStarted', sessionFold),
  ...{ name: null, startedAt: noon, timezone: 'Europe/Berlin' as TimeZone, exercises },
  ...part,
});

export const unitExerciseOf = (
  id: string,
  order: number,
  part: Partial<UnitExerciseDocument> = {},
): UnitExerciseDocument => ({
  ...{ id: id as UnitExerciseId, exerciseId: null, name: id, mode: 'reps', order, supersetGroup: null, sets: 3 },
  ...{ target: targetOf(), restSeconds: null, loading: 'barbell', progression: { type: 'none' }, notes: null },
  ...{ alternatives: [], primaryMuscles: [], secondaryMuscles: [], ...part },
});

export const unitOf = (exercises: readonly UnitExerciseDocument[] = [], part: Partial<UnitDocument> = {}) => ({
  ...exampleAfter<UnitDocument>('unit', 'UnitCreated', unitFold),
  exercises,
  ...part,
});

export const planUnitOf = (
  id: string,
  day: number,
  order = 0,
  part: Partial<PlanUnitDocument> = {},
): PlanUnitDocument => ({
  ...{ id: id as PlanUnitId, unitId: `unit of ${id}` as UnitId, name: id, day, order, ...part },
});

export const planOf = (units: readonly PlanUnitDocument[] = [], part: Partial<PlanDocument> = {}) => ({
  ...exampleAfter<PlanDocument>('plan', 'PlanCreated', planFold),
  units,
  ...part,
});

/** Two documents of the same thing, and the sentences that tell how they differ. */
export type Difference<Document> = readonly [
  title: string,
  before: Document,
  after: Document,
  sentences: readonly string[],
];

/** Defines a test for each pair of documents. */
export function describeDifferences<Document>(
  things: string,
  { differences }: Readonly<{ differences: (before: Document, after: Document) => readonly string[] }>,
  table: readonly Difference<Document>[],
): void {
  describe(`the differences of two ${things}`, () => {
    for (const [title, before, after, sentences] of table) {
      it(title, () => expect(differences(before, after)).to.deep.equal(sentences));
    }
  });
}
