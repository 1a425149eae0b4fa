import { expect } from 'chai';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { athlete, noon, refusalOf, streamOfEvents } from '../../support/specification.ts';
import {
  added,
  exerciseId,
  first,
  five,
  log,
  logged,
  plank,
  removedSet,
  second,
  squat,
  started,
} from '../support/sessions.ts';

const removedEntry: SessionEvent = { type: 'ExerciseRemoved', data: { entryId: squat, correction: false } };
const past = [started, added(squat), logged(first)];

/** Whether the refusal says that the command may be accepted once what it names exists; undefined if it is accepted. */
const namesUnknown = (events: readonly SessionEvent[], command: SessionCommand): boolean | undefined => {
  const state = streamOfEvents(events).reduce(session.evolve, session.initial);
  const refusal = refusalOf(() => {
    session.admit(command, state, { by: athlete, at: noon });
    session.decide(command, state, { by: athlete, at: noon });
  });
  return refusal?.namesUnknown;
};

describe('a refused command of a training session', () => {
  it('names something unknown when its entry was never added, and nothing unknown when it was removed', () => {
    const rename = { type: 'EditExercise', data: { entryId: squat, name: 'y' } } as const;
    expect(namesUnknown([started], rename)).to.equal(true);
    expect(namesUnknown([started, added(squat), removedEntry], rename)).to.equal(false);
    expect(namesUnknown(past, rename)).to.equal(undefined);
  });

  it('names something unknown when its set was never logged, and nothing unknown when it was removed', () => {
    const remove = { type: 'CorrectSet', data: { entryId: squat, setId: first, reps: 8 } } as const;
    expect(namesUnknown([started, added(squat)], remove)).to.equal(true);
    expect(namesUnknown([...past, removedSet(first)], remove)).to.equal(false);
    expect(namesUnknown(past, remove)).to.equal(undefined);
  });

  it('names something unknown when one of the ids of an order was never used', () => {
    const order = (...setIds: (typeof first)[]): SessionCommand => ({
      type: 'ReorderSets',
      data: { entryId: squat, setIds },
    });
    expect(namesUnknown([...past], order(first, second))).to.equal(true);
    expect(namesUnknown([...past, logged(second), removedSet(second)], order(first, second))).to.equal(false);
    expect(namesUnknown([...past, logged(second)], order(first))).to.equal(false);
    expect(namesUnknown([...past, logged(second)], order(second, first))).to.equal(undefined);
  });

  it('names something unknown when its exercise never existed, and nothing unknown when it was deleted', () => {
    const add = (reference: null | 'deleted'): SessionCommand => ({
      type: 'AddExercise',
      data: { entryId: plank, exerciseId, mode: 'reps', supersetGroup: null, personal: { name: 'Plank', notes: null } },
      reference,
    });
    expect(namesUnknown([started], add(null))).to.equal(true);
    expect(namesUnknown([started], add('deleted'))).to.equal(false);
  });

  it('names nothing unknown when the rules forbid it', () => {
    expect(namesUnknown(past, log(second, { ...five, reps: -1 }))).to.equal(false);
  });
});
