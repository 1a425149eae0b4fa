import { expect } from 'chai';
import type { Planned } from '../../src/events/planned.ts';
import { unitTargets } from '../../src/training/next-targets.ts';
import { deload, fives } from './support/given.ts';
import { athleteAt, doneOf, exerciseOf, follow, kg, performed, sessionIdOf, textOfSets } from './support/programme.ts';

describe('The targets of a unit', () => {
  it('are those of its exercises, in their order', () => {
    const one = exerciseOf({ type: 'fixed' }, { target: fives });
    const two = exerciseOf(
      { type: 'linear', increment: kg(5), deload },
      { target: fives, order: 1, restSeconds: null, id: sessionIdOf(7) as never },
    );
    const [planned] = follow(two, [['', 'all']]) as [Planned];
    const past = new Map([[two.id, [performed(0, planned, doneOf('all', planned))]]]);
    const targets = unitTargets([one, two], past, athleteAt(1));
    expect(
      targets.map(({ unitExerciseId, order, restSeconds, sets }) => [
        unitExerciseId,
        order,
        restSeconds,
        textOfSets(sets),
      ]),
    ).to.deep.equal([
      [one.id, 0, 180, '3x5 60'],
      [two.id, 1, null, '3x5 65'],
    ]);
  });
});
