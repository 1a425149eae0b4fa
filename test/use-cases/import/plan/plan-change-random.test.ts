import { expect } from 'chai';
import fc from 'fast-check';
import type { SessionDocument } from '../../../../src/documents/session.ts';
import { planChange } from '../../../../src/use-cases/import/plan/plan-change.ts';
import { type TargetSession, targetOf } from '../../../../src/use-cases/import/plan/target.ts';
import { samples } from '../../../support/samples.ts';
import { carryOut, documentOf, exercise, idsOf, importNew, workout } from '../support/plans.ts';

const names = fc.constantFrom('Bench', 'Dips', 'Flys', 'Squat');
const anyWorkout = fc
  .array(fc.tuple(names, fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 })), { maxLength: 5 })
  .map((exercises) => workout(...exercises.map(([name, reps]) => exercise(name, reps))));

/**
 * Imports a session as `first` and then updates it by an import of `second`, from a later export of the same workout.
 */
function updated(first: TargetSession, second: TargetSession) {
  const imported = importNew(first);
  const base = documentOf(imported);
  const plan = planChange({ base, target: second, current: base, makeId: idsOf('8002'), onConflict: 'overwrite' });
  return { imported: base, plan, state: carryOut(plan.commands, imported) };
}

const setCountOf = ({ exercises }: TargetSession) => exercises.reduce((sum, { sets }) => sum + sets.length, 0);

describe('the plan between two versions of a workout', () => {
  it('leads from any version to any other, and an undo leads back', () => {
    fc.assert(
      fc.property(anyWorkout, anyWorkout, (first, second) => {
        const { imported, plan, state } = updated(first, second);
        const base = documentOf(state);
        expect(targetOf(base)).to.deep.equal(second);
        expect(setCountOf(first) + plan.added - plan.removed).to.equal(setCountOf(second));
        const target = targetOf(imported);
        const undo = planChange({ base, target, current: base, makeId: idsOf('8005'), onConflict: 'keep' });
        expect(targetOf(documentOf(carryOut(undo.commands, state)))).to.deep.equal(first);
      }),
      samples(150),
    );
  });

  it('completes an undo that was interrupted anywhere, and keeps what the athlete removed meanwhile', () => {
    const makeId = (place: string) => `undo:${place}`;
    fc.assert(
      fc.property(anyWorkout, anyWorkout, fc.nat(), fc.boolean(), (first, second, random, hasRemovals) => {
        const { imported, state } = updated(first, second);
        const base = documentOf(state);
        const undo = { base, target: targetOf(imported), makeId, onConflict: 'keep' } as const;
        const { commands } = planChange({ ...undo, current: base });
        const interrupted = carryOut(commands.slice(0, random % (commands.length + 1)), state);
        const removals = hasRemovals ? removalsOfRestoredSets(documentOf(interrupted)) : [];
        const current = carryOut(removals, interrupted);
        const rest = planChange({ ...undo, current: documentOf(current), applied: documentOf(interrupted) });
        const completed = targetOf(documentOf(carryOut(rest.commands, current)));
        const expected = carryOut(removals, carryOut(commands, state));
        expect(completed).to.deep.equal(targetOf(documentOf(expected)));
      }),
      samples(150),
    );
  });
});

const removalsOfRestoredSets = ({ exercises }: SessionDocument) =>
  exercises.flatMap(({ id: entryId, sets }) =>
    sets
      .filter(({ id }) => id.startsWith('undo:'))
      .map(({ id: setId }) => ({ type: 'RemoveSet', data: { entryId, setId } }) as const),
  );
