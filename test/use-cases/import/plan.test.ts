import { expect } from 'chai';
import fc from 'fast-check';
import { session } from '../../../src/commands/session/decider.ts';
import { present } from '../../../src/documents/presence.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { StreamEvent } from '../../../src/events/event.ts';
import type { ImportId, Instant, SessionId, TimeZone } from '../../../src/events/ids.ts';
import type { Performance, SessionEvent } from '../../../src/events/session.ts';
import type { Mode } from '../../../src/events/values.ts';
import type { ImportedExercise } from '../../../src/imports/imported.ts';
import { align } from '../../../src/use-cases/import/align.ts';
import { type Plan, planChange, planNew, type Wanted, wantedOf } from '../../../src/use-cases/import/plan.ts';
import { athlete, factOf, noon } from '../../support/specification.ts';

const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
const importId = '01900000-0000-7000-8000-000000000002' as ImportId;

type State = typeof session.initial;

/** Carries a plan out on a state, as `execute` would. */
const carryOut = (plan: Plan, state: State = session.initial): State => {
  let now = state;
  let revision = now.presence.kind === 'present' ? now.presence.document.revision : -1;
  for (const command of plan.commands) {
    const setting = { by: athlete, at: noon };
    session.admit(command, now, setting);
    for (const event of session.decide(command, now, setting)) {
      revision += 1;
      now = session.evolve(now, factOf(event, revision) as StreamEvent<SessionEvent>);
    }
  }
  return now;
};

const idMaker = () => {
  let made = 0;
  return (prefix: string) => () => `01900000-0000-7000-${prefix}-${String(made++).padStart(12, '0')}`;
};
const ids = idMaker();
const documentOf = (state: State): SessionDocument => present(state.presence, 'session').document;

const set = (reps: number, notes: string | null = null): Performance => ({
  type: 'normal',
  weight: { value: 60, unit: 'kg' },
  reps,
  seconds: null,
  distance: null,
  rpe: null,
  rir: null,
  performedAt: null,
  personal: { notes },
});
const exercise = (name: string, reps: readonly number[], mode: Mode = 'reps'): ImportedExercise => ({
  name,
  mode,
  exerciseId: null,
  supersetGroup: null,
  notes: null,
  sets: reps.map((count) => set(count)),
});
const workout = (...exercises: readonly ImportedExercise[]): Wanted => ({
  name: 'Push',
  notes: null,
  startedAt: '2026-01-09T10:00:00.000000Z' as Instant,
  endedAt: '2026-01-09T11:00:00.000000Z' as Instant,
  timezone: 'UTC' as TimeZone,
  exercises,
});

/** The session after importing `first`, changes by the athlete, and importing `second`. */
const reimport = (first: Wanted, second: Wanted, byAthlete: (state: State) => State = (state) => state) => {
  const imported = carryOut(planNew(sessionId, importId, first, ids('8001')));
  const edited = byAthlete(imported);
  const plan = planChange(documentOf(imported), second, documentOf(edited), ids('8002'), 'overwrite');
  return { plan, base: documentOf(imported), after: carryOut(plan, edited) };
};

const content = (document: SessionDocument): Wanted => wantedOf(document);

describe('an import planned again', () => {
  const file = workout(exercise('Bench', [10, 8, 6]), exercise('Dips', [12]));

  it('makes the session that the file tells of', () => {
    const plan = planNew(sessionId, importId, file, ids('8006'));
    expect(plan).to.include({ added: 4, updated: 0, removed: 0 });
    const document = documentOf(carryOut(plan));
    expect(content(document)).to.deep.equal(file);
    expect(document).to.include({ status: 'completed', importId });
  });

  it('does nothing for the same file', () => {
    expect(reimport(file, file).plan.commands).to.deep.equal([]);
  });

  it('corrects the one set that changed', () => {
    const { plan, after } = reimport(file, workout(exercise('Bench', [10, 9, 6]), exercise('Dips', [12])));
    expect(plan).to.include({ added: 0, updated: 1, removed: 0 });
    expect(plan.commands.map(({ type }) => type)).to.deep.equal(['CorrectSet']);
    expect(documentOf(after).exercises[0]?.sets.map(({ reps }) => reps)).to.deep.equal([10, 9, 6]);
  });

  it('removes a set from the middle without touching its neighbours', () => {
    const { plan } = reimport(file, workout(exercise('Bench', [10, 6]), exercise('Dips', [12])));
    expect(plan.commands.map(({ type }) => type)).to.deep.equal(['RemoveSet']);
  });

  it('puts a new set where the file has it', () => {
    const { plan, after } = reimport(file, workout(exercise('Bench', [15, 10, 8, 6]), exercise('Dips', [12])));
    expect(plan).to.include({ added: 1, updated: 0, removed: 0 });
    expect(documentOf(after).exercises[0]?.sets.map(({ reps }) => reps)).to.deep.equal([15, 10, 8, 6]);
  });

  it('puts a new exercise where the file has it', () => {
    const next = workout(exercise('Bench', [10, 8, 6]), exercise('Flys', [15, 15]), exercise('Dips', [12]));
    const { plan, after } = reimport(file, next);
    expect(plan).to.include({ added: 2, updated: 0, removed: 0 });
    expect(content(documentOf(after))).to.deep.equal(next);
  });

  it('renames, notes and moves the session', () => {
    const next = { ...file, name: 'Pull', notes: 'late', endedAt: '2026-01-09T11:30:00.000000Z' as Instant };
    expect(content(documentOf(reimport(file, next).after))).to.deep.equal(next);
  });

  describe('after the athlete has corrected something', () => {
    const correct = (state: State): State => {
      const [bench] = documentOf(state).exercises;
      const commands = [
        { type: 'CorrectSet', data: { entryId: bench?.id, setId: bench?.sets[0]?.id, reps: 11 } },
        { type: 'EditSession', data: { name: 'Mine' } },
      ] as unknown as Plan['commands'];
      return carryOut({ commands, added: 0, updated: 0, removed: 0 }, state);
    };

    it('leaves it where the file says the same as before', () => {
      const { plan, after } = reimport(file, file, correct);
      expect(plan.commands).to.deep.equal([]);
      expect(documentOf(after).name).to.equal('Mine');
      expect(documentOf(after).exercises[0]?.sets[0]?.reps).to.equal(11);
    });

    it('follows the file where that has changed too', () => {
      const { after } = reimport(file, workout(exercise('Bench', [20, 8, 6]), exercise('Dips', [12])), correct);
      expect(documentOf(after).exercises[0]?.sets[0]?.reps).to.equal(20);
      expect(documentOf(after).name).to.equal('Mine');
    });

    it('keeps what the athlete added, and brings back nothing that the athlete removed', () => {
      const { after } = reimport(file, workout(exercise('Bench', [10, 8, 6, 4]), exercise('Dips', [13])), (state) => {
        const [bench, dips] = documentOf(state).exercises;
        const commands = [
          { type: 'LogSet', data: { entryId: bench?.id, setId: ids('8003')(), ...set(99) } },
          { type: 'RemoveExercise', data: { entryId: dips?.id } },
        ] as unknown as Plan['commands'];
        return carryOut({ commands, added: 0, updated: 0, removed: 0 }, state);
      });
      expect(documentOf(after).exercises.map(({ name }) => name)).to.deep.equal(['Bench']);
      expect(documentOf(after).exercises[0]?.sets.map(({ reps }) => reps)).to.have.members([10, 8, 6, 4, 99]);
    });

    it('stays when the import is taken back', () => {
      const imported = carryOut(planNew(sessionId, importId, file, ids('8001')));
      const second = workout(exercise('Bench', [20, 9, 6]), exercise('Dips', [12]));
      const updated = carryOut(
        planChange(documentOf(imported), second, documentOf(imported), ids('8002'), 'overwrite'),
        imported,
      );
      const [bench] = documentOf(updated).exercises;
      const commands = [
        { type: 'CorrectSet', data: { entryId: bench?.id, setId: bench?.sets[0]?.id, reps: 21 } },
      ] as unknown as Plan['commands'];
      const edited = carryOut({ commands, added: 0, updated: 0, removed: 0 }, updated);
      const back = planChange(
        documentOf(updated),
        wantedOf(documentOf(imported)),
        documentOf(edited),
        ids('8004'),
        'yield',
      );
      const [now] = documentOf(carryOut(back, edited)).exercises;
      expect(now?.sets.map(({ reps }) => reps)).to.deep.equal([21, 8, 6]);
    });
  });

  const names = fc.constantFrom('Bench', 'Dips', 'Flys', 'Squat');
  const anyWorkout = fc
    .array(fc.tuple(names, fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 })), { maxLength: 5 })
    .map((exercises) => workout(...exercises.map(([name, reps]) => exercise(name, reps))));

  it('leads from any version of a file to any other, and back', () => {
    fc.assert(
      fc.property(anyWorkout, anyWorkout, (first, second) => {
        const { plan, base, after } = reimport(first, second);
        expect(content(documentOf(after))).to.deep.equal(second);
        const total = (wanted: Wanted) => wanted.exercises.reduce((sum, { sets }) => sum + sets.length, 0);
        expect(total(first) + plan.added - plan.removed).to.equal(total(second));
        const back = planChange(documentOf(after), wantedOf(base), documentOf(after), ids('8005'), 'yield');
        expect(content(documentOf(carryOut(back, after)))).to.deep.equal(first);
      }),
      { numRuns: 300 },
    );
  });

  it('is led back by the rest of a plan that broke off anywhere, and keeps what the athlete took out there', () => {
    const at = (place: string) => `back:${place}`;
    fc.assert(
      fc.property(anyWorkout, anyWorkout, fc.nat(), fc.boolean(), (first, second, some, isEdited) => {
        const { base, after } = reimport(first, second);
        const [left, before] = [documentOf(after), wantedOf(base)];
        const { commands } = planChange(left, before, left, at, 'yield');
        const done = commands.slice(0, some % (commands.length + 1));
        const begun = carryOut({ commands: done, added: 0, updated: 0, removed: 0 }, after);
        const removals = documentOf(begun).exercises.flatMap(({ id: entryId, sets }) =>
          sets
            .filter(({ id }) => isEdited && id.startsWith('back:'))
            .map(({ id: setId }) => ({ type: 'RemoveSet', data: { entryId, setId } }) as const),
        );
        const current = carryOut({ commands: removals, added: 0, updated: 0, removed: 0 }, begun);
        const rest = planChange(left, before, documentOf(current), at, 'yield', documentOf(begun));
        const expected = carryOut(
          { commands: removals, added: 0, updated: 0, removed: 0 },
          carryOut({ ...rest, commands }, after),
        );
        const kept = content(documentOf(carryOut(rest, current)));
        expect(kept).to.deep.equal(content(documentOf(expected)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('aligning two lists', () => {
  it('keeps both in order and pairs as many equal items as there can be', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    const common = (a: readonly string[], b: readonly string[]): number => {
      const [first, ...rest] = a;
      if (first === undefined || b.length === 0) return 0;
      const at = b.indexOf(first);
      return Math.max(common(rest, b), at < 0 ? 0 : 1 + common(rest, b.slice(at + 1)));
    };
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const pairs = align(before, after, String, String);
        expect(pairs.flatMap(([a]) => a ?? [])).to.deep.equal(before);
        expect(pairs.flatMap(([, b]) => b ?? [])).to.deep.equal(after);
        const paired = pairs.filter(([a, b]) => a !== null && b !== null);
        expect(paired.every(([a, b]) => a === b)).to.equal(true);
        expect(paired.length).to.equal(common(before, after));
      }),
    );
  });
});
