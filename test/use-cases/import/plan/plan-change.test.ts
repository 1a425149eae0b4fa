import { expect } from 'chai';
import type { SessionCommand } from '../../../../src/commands/session/decider.ts';
import type { SessionDocument } from '../../../../src/documents/session.ts';
import type { Instant, SetId } from '../../../../src/events/ids.ts';
import { planChange } from '../../../../src/use-cases/import/plan/plan-change.ts';
import { type TargetSession, targetOf } from '../../../../src/use-cases/import/plan/target.ts';
import { carryOut, documentOf, exercise, idsOf, importNew, type State, set, workout } from '../support/plans.ts';

/**
 * Plans the second import of a session: it was first imported as `first`, then changed by the athlete, and is now
 * imported as `second`.
 */
function reimport(first: TargetSession, second: TargetSession, change: (state: State) => State = (state) => state) {
  const imported = importNew(first);
  const changed = change(imported);
  const plan = planChange({
    base: documentOf(imported),
    target: second,
    current: documentOf(changed),
    makeId: idsOf('8002'),
    onConflict: 'overwrite',
  });
  return { plan, after: documentOf(carryOut(plan.commands, changed)) };
}

const repsOf = ({ exercises }: SessionDocument) => exercises.map(({ sets }) => sets.map(({ reps }) => reps));

const file = workout(exercise('Bench', [10, 8, 6]), exercise('Dips', [12]));

describe('the plan of a changed workout', () => {
  it('is empty for the same workout', () => {
    expect(reimport(file, file).plan.commands).to.deep.equal([]);
  });

  it('corrects the one set that has changed', () => {
    const { plan, after } = reimport(file, workout(exercise('Bench', [10, 9, 6]), exercise('Dips', [12])));
    expect(plan).to.include({ added: 0, updated: 1, removed: 0 });
    expect(plan.commands.map(({ type }) => type)).to.deep.equal(['CorrectSet']);
    expect(repsOf(after)).to.deep.equal([[10, 9, 6], [12]]);
  });

  it('removes a set from the middle without changing its neighbours', () => {
    const { plan } = reimport(file, workout(exercise('Bench', [10, 6]), exercise('Dips', [12])));
    expect(plan).to.include({ added: 0, updated: 0, removed: 1 });
    expect(plan.commands.map(({ type }) => type)).to.deep.equal(['RemoveSet']);
  });

  it('inserts a new set where the file has it', () => {
    const { plan, after } = reimport(file, workout(exercise('Bench', [15, 10, 8, 6]), exercise('Dips', [12])));
    expect(plan).to.include({ added: 1, updated: 0, removed: 0 });
    expect(repsOf(after)).to.deep.equal([[15, 10, 8, 6], [12]]);
  });

  it('inserts a new exercise where the file has it', () => {
    const next = workout(exercise('Bench', [10, 8, 6]), exercise('Flys', [15, 15]), exercise('Dips', [12]));
    const { plan, after } = reimport(file, next);
    expect(plan).to.include({ added: 2, updated: 0, removed: 0 });
    expect(targetOf(after)).to.deep.equal(next);
  });

  it('changes the name, the notes and the end of the session', () => {
    const next = { ...file, name: 'Pull', notes: 'late', endedAt: '2026-01-09T11:30:00.000000Z' as Instant };
    expect(targetOf(reimport(file, next).after)).to.deep.equal(next);
  });

  it('changes the notes and the superset of an exercise', () => {
    const next = workout({ ...exercise('Bench', [10, 8, 6]), notes: 'slow', supersetGroup: 2 }, exercise('Dips', [12]));
    const { plan, after } = reimport(file, next);
    expect(plan.commands.map(({ type }) => type)).to.deep.equal(['EditExercise']);
    expect(targetOf(after)).to.deep.equal(next);
  });
});

describe('the plan of a changed workout that the athlete has edited', () => {
  const edit = (state: State): State => {
    const [bench] = documentOf(state).exercises;
    return carryOut(
      [
        { type: 'CorrectSet', data: { entryId: bench?.id, setId: bench?.sets[0]?.id, reps: 11 } },
        { type: 'EditSession', data: { name: 'Mine' } },
      ] as SessionCommand[],
      state,
    );
  };

  it('keeps the edits where the file has not changed', () => {
    const { plan, after } = reimport(file, file, edit);
    expect(plan.commands).to.deep.equal([]);
    expect(after.name).to.equal('Mine');
    expect(repsOf(after)).to.deep.equal([[11, 8, 6], [12]]);
  });

  it('overwrites an edit where the file has changed too', () => {
    const { after } = reimport(file, workout(exercise('Bench', [20, 8, 6]), exercise('Dips', [12])), edit);
    expect(after.name).to.equal('Mine');
    expect(repsOf(after)).to.deep.equal([[20, 8, 6], [12]]);
  });

  it('keeps what the athlete added and does not restore what the athlete removed', () => {
    const { after } = reimport(file, workout(exercise('Bench', [10, 8, 6, 4]), exercise('Dips', [13])), (state) => {
      const [bench, dips] = documentOf(state).exercises;
      const setId = '01900000-0000-7000-8003-000000000001' as SetId;
      return carryOut(
        [
          { type: 'LogSet', data: { entryId: bench?.id, setId, ...set(99) } },
          { type: 'RemoveExercise', data: { entryId: dips?.id } },
        ] as SessionCommand[],
        state,
      );
    });
    expect(after.exercises.map(({ name }) => name)).to.deep.equal(['Bench']);
    expect(after.exercises[0]?.sets.map(({ reps }) => reps)).to.have.members([10, 8, 6, 4, 99]);
  });

  it('keeps an edit when an import is undone that changed the same set', () => {
    const imported = importNew(file);
    const update = planChange({
      base: documentOf(imported),
      target: workout(exercise('Bench', [20, 9, 6]), exercise('Dips', [12])),
      current: documentOf(imported),
      makeId: idsOf('8002'),
      onConflict: 'overwrite',
    });
    const updated = carryOut(update.commands, imported);
    const [bench] = documentOf(updated).exercises;
    const correction = { entryId: bench?.id, setId: bench?.sets[0]?.id, reps: 21 };
    const edited = carryOut([{ type: 'CorrectSet', data: correction }] as SessionCommand[], updated);
    const undo = planChange({
      base: documentOf(updated),
      target: targetOf(documentOf(imported)),
      current: documentOf(edited),
      makeId: idsOf('8004'),
      onConflict: 'keep',
    });
    expect(repsOf(documentOf(carryOut(undo.commands, edited)))).to.deep.equal([[21, 8, 6], [12]]);
  });
});
