import { expect } from 'chai';
import { exerciseFold, slugOf } from '../../src/documents/exercise.ts';
import { documentOf, gone, replay } from '../../src/documents/presence.ts';
import type { ExerciseEvent } from '../../src/events/exercise.ts';
import { added, deleted, exerciseId, lapsed, ownAdded, ownRevised, revised } from '../commands/support/exercises.ts';
import { athlete, eventAt, noon, streamOfEvents } from '../support/specification.ts';

const later = '2026-01-10T13:00:00.000000Z' as typeof noon;
const foldOf = (...past: ExerciseEvent[]) => replay(exerciseFold, streamOfEvents(past));

describe('the document of an exercise', () => {
  it('says of a catalogue exercise that it belongs to the system', () => {
    const document = documentOf(foldOf(added()));
    expect(document).to.include({ id: exerciseId, isSystem: true, createdBy: null, slug: 'bench-press', revision: 0 });
    expect(document).to.include({ name: 'Bench Press', createdAt: noon, updatedAt: noon });
  });
  it('says of an own exercise who created it, and has no slug', () => {
    const document = documentOf(foldOf(ownAdded()));
    expect(document).to.include({ id: exerciseId, isSystem: false, createdBy: athlete, slug: null, revision: 0 });
    expect(document).to.include({ name: 'Bench Press', createdAt: noon, updatedAt: noon });
  });
  it('takes content, revision and time from a revision of the exercise', () => {
    for (const [first, second] of [
      [ownAdded(), ownRevised({ name: 'Press', force: null })],
      [added(), revised({ name: 'Press', force: null, slug: 'press' })],
    ] as const) {
      const document = documentOf(replay(exerciseFold, [eventAt(first, 0), eventAt(second, 1, later)]));
      expect(document).to.include({ name: 'Press', force: null, revision: 1, createdAt: noon, updatedAt: later });
    }
  });
  it('takes the slug from a revision in the catalogue', () =>
    expect(documentOf(foldOf(added(), revised({ slug: 'press' })))?.slug).to.equal('press'));
  it('counts a lapsed claim as a revision but not as a change', () => {
    const document = documentOf(replay(exerciseFold, [eventAt(ownAdded(), 0), eventAt(lapsed, 1, later)]));
    expect(document).to.include({ revision: 1, updatedAt: noon });
  });
  it('does not exist after a lapsed claim alone', () => expect(foldOf(lapsed)).to.deep.equal(exerciseFold.initial));
  it('does not exist after a deletion, also when a claim lapses later', () => {
    expect(foldOf(ownAdded(), deleted)).to.deep.equal(gone);
    expect(foldOf(ownAdded(), deleted, lapsed)).to.deep.equal(gone);
  });
  it('is a defect when it changes before it exists or after its deletion', () => {
    expect(() => foldOf(ownRevised({}))).to.throw('OwnExerciseRevised of an exercise that is absent');
    expect(() => foldOf(ownAdded(), deleted, ownRevised({}))).to.throw('gone');
    expect(() => foldOf(deleted)).to.throw('absent');
  });
});

describe('what the seed data last gave of an exercise', () => {
  const seededOf = (...events: (readonly [ExerciseEvent, 'seed' | 'http'])[]) => {
    const exercise = replay(
      exerciseFold,
      events.map(([event, via], revision) => eventAt(event, revision, noon, via)),
    );
    return exercise.kind === 'present' ? exercise.seeded : undefined;
  };
  it('is nothing for exercises that people added', () => {
    expect(seededOf([added(), 'http'])).to.equal(null);
    expect(seededOf([ownAdded(), 'http'])).to.equal(null);
  });
  it('is the first content of an exercise of the seed data', () =>
    expect(seededOf([added(), 'seed'])).to.include({ name: 'Bench Press', safety: null }));
  it('changes with events of the seed data only', () => {
    expect(seededOf([added(), 'seed'], [revised({ safety: 'Mine.' }), 'http'])).to.include({ safety: null });
    expect(seededOf([added(), 'seed'], [revised({ safety: 'Ours.' }), 'seed'])).to.include({ safety: 'Ours.' });
  });
});

describe('the slug of a name', () => {
  for (const [name, slug] of Object.entries({
    'Bench/Press': 'bench-press',
    ' 21s  (EZ-Bar)! ': '21s-ez-bar',
    'Übung 1': 'bung-1',
    '-Push--Up-': 'push-up',
    '!!!': '',
  })) {
    it(`of "${name}" is "${slug}"`, () => expect(slugOf(name)).to.equal(slug));
  }
});
