import { expect } from 'chai';
import { createTakeClaims } from '../../src/commands/claim.ts';
import type { Decider } from '../../src/commands/decider.ts';
import { exercise } from '../../src/commands/exercise/decider.ts';
import type { Exercise } from '../../src/commands/exercise/state.ts';
import { fileImport } from '../../src/commands/import/decider.ts';
import { session } from '../../src/commands/session/decider.ts';
import { unit } from '../../src/commands/unit/decider.ts';
import { replay } from '../../src/documents/presence.ts';
import type { AnyEvent } from '../../src/events/event.ts';
import type { AccountId, Owner } from '../../src/events/ids.ts';
import type { ImportEvent } from '../../src/events/import.ts';
import { type Category, perQuota, quotaOf } from '../../src/events/schemas.ts';
import { memoryClaims } from '../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../support/in-memory-event-store.ts';
import { memoryQuotas } from '../support/in-memory-quotas.ts';
import { athlete, eventAt, noon } from '../support/specification.ts';
import { added, deleted, exerciseId, ownAdded } from './support/exercises.ts';
import { aggregates, context } from './support/process.ts';
import { completed, deleted as deletedSession, started } from './support/sessions.ts';
import { created } from './support/units.ts';

const startedImport: ImportEvent = {
  type: 'ImportStarted',
  data: {
    ...{ importId: exerciseId as string as never, format: 'strong', unit: 'kg', timezone: 'UTC' as never },
    ...{ userId: athlete, personal: { fileName: 'strong.csv' } },
  },
};
const begun: ImportEvent = { type: 'ImportUndoBegun', data: {} };
const undone: ImportEvent = { type: 'ImportUndone', data: {} };

/** Whether an aggregate counts toward the quota of its owner after these events. */
const counts = <State, Event extends AnyEvent>(
  decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve' | 'quota'>,
  ...events: readonly Event[]
): boolean | undefined =>
  decider.quota?.counts(events.map((event, at) => eventAt(event, at)).reduce(decider.evolve, decider.initial));

describe('the quota', () => {
  it('that an aggregate declares is the one toward which its decider counts', () => {
    const deciders: Readonly<Record<string, Readonly<{ quota?: Readonly<{ kind: string }> }>>> = aggregates;
    for (const [category, { quota }] of Object.entries(deciders)) {
      expect(quota?.kind ?? null, category).to.equal(quotaOf(category as Category));
    }
  });

  it('of exercises counts the own ones of an account, until they are deleted', () => {
    expect(counts(exercise)).to.equal(false);
    expect(counts(exercise, ownAdded())).to.equal(true);
    expect(counts(exercise, ownAdded(), deleted)).to.equal(false);
    expect(counts(exercise, added())).to.equal(false);
  });

  it('of imports counts each import until its undo has ended', () => {
    expect(counts(fileImport)).to.equal(false);
    expect(counts(fileImport, startedImport)).to.equal(true);
    expect(counts(fileImport, startedImport, begun)).to.equal(true);
    expect(counts(fileImport, startedImport, begun, undone)).to.equal(false);
  });

  it('of units counts each unit until it is deleted', () => {
    expect(counts(unit)).to.equal(false);
    expect(counts(unit, created)).to.equal(true);
    expect(counts(unit, created, { type: 'UnitDeleted', data: {} })).to.equal(false);
  });

  it('of sessions counts each session until it is deleted', () => {
    expect(counts(session)).to.equal(false);
    expect(counts(session, started, completed)).to.equal(true);
    expect(counts(session, started, deletedSession)).to.equal(false);
  });
});

describe('a place in a quota', () => {
  const quotas = (limit: number) => memoryQuotas(perQuota(() => limit));
  const before = exercise.initial;
  const own = replay(exercise, [eventAt(ownAdded(), 0)]);
  const gone = replay(exercise, [eventAt(ownAdded(), 0), eventAt(deleted, 1)]);
  const move = async (
    places: ReturnType<typeof quotas>,
    change: Readonly<{ before: Exercise; after: Exercise }>,
    owner: Owner = athlete,
  ) => {
    const ports = { claims: memoryClaims(), store: inMemoryEventStore(() => noon), aggregates, quotas: places };
    const claimant = { stream: `exercise-${exerciseId}`, owner, revision: 0 };
    const taken = await createTakeClaims(ports)(exercise, change, claimant, context());
    const used = async () => (await places.read(owner as AccountId)).exercises.used;
    const reserved = await used();
    await taken.confirm();
    return [reserved, await used()];
  };

  it('is taken before the append, and given back after the append of the deletion', async () => {
    const places = quotas(10);
    expect(await move(places, { before, after: own })).to.deep.equal([1, 1]);
    expect(await move(places, { before: own, after: own })).to.deep.equal([1, 1]);
    expect(await move(places, { before: own, after: gone })).to.deep.equal([1, 0]);
    expect(await move(places, { before: gone, after: gone })).to.deep.equal([0, 0]);
  });

  it('is not needed by the catalogue', async () => {
    expect(await move(quotas(1), { before, after: own }, 'system')).to.deep.equal([0, 0]);
  });

  it('is refused with the kind and the limit when all are taken', async () => {
    const places = quotas(1);
    await places.take({ kind: 'exercises', owner: athlete, id: 'another' });
    const refusal = await move(places, { before, after: own }).catch((error) => error);
    expect(refusal).to.include({ code: 'quota-exceeded' });
    expect(refusal.validationErrors).to.deep.equal([
      {
        type: 'quota_exceeded',
        field: 'exercises',
        message: 'An account has at most 1 own exercises. Delete some first.',
      },
    ]);
  });
});
