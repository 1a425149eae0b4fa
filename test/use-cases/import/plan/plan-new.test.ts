import { expect } from 'chai';
import { planNew } from '../../../../src/use-cases/import/plan/plan-new.ts';
import { targetOf } from '../../../../src/use-cases/import/plan/target.ts';
import { carryOut, documentOf, exercise, idsOf, importId, sessionId, workout } from '../support/plans.ts';

describe('the plan of a new session', () => {
  it('makes a completed session with the content of the workout', () => {
    const target = workout(exercise('Bench', [10, 8, 6]), exercise('Dips', [12]));
    const plan = planNew({ sessionId, importId, target, makeId: idsOf('8002') });
    expect(plan).to.include({ added: 4, updated: 0, removed: 0 });
    const document = documentOf(carryOut(plan.commands));
    expect(targetOf(document)).to.deep.equal(target);
    expect(document).to.include({ status: 'completed', importId });
  });
});
