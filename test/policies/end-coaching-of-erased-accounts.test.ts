import { expect } from 'chai';
import type { AccountId, CoachingId } from '../../src/events/ids.ts';
import { endCoachingOfErasedAccounts } from '../../src/policies/end-coaching-of-erased-accounts.ts';
import { createMemoryLog } from '../projections/support/memory-log.ts';
import { readPlainly } from '../support/plain-events.ts';
import { athlete, noon } from '../support/specification.ts';

const coach = '01900000-0000-7000-8000-0000000000c2' as AccountId;
const id = '01900000-0000-7000-8000-0000000000c1' as CoachingId;

/** Lets the policy act on an event, and returns what it has done. */
async function actOn(type: string, stream: string, data: object, erased: readonly string[]): Promise<unknown[]> {
  const done: unknown[] = [];
  const policy = endCoachingOfErasedAccounts({
    async execute(_, coachingId, [command], { by, owner, actor }) {
      done.push({ coachingId, command, by, owner, via: actor.via });
      return undefined as never;
    },
    clock: () => noon,
    newId: () => 'made',
    isErased: async (account) => erased.includes(account),
    async listOpenCoachings(question) {
      done.push(question);
      return [{ id, athlete }];
    },
  });
  expect(policy.whenever).to.include(type);
  const [event] = createMemoryLog().append({ type, data, stream, owner: athlete });
  if (event) await policy.act(readPlainly(event), 'key', new AbortController().signal);
  return done;
}

const ended = {
  ...{ coachingId: id, by: athlete, owner: athlete, via: 'policy' },
  command: { type: 'EndForErasedCoach', data: { coachId: coach } },
};

describe('the policy end-coaching-of-erased-accounts', () => {
  it('ends what is open with an erased coach, on behalf of each athlete', async () => {
    const [question, ...done] = await actOn('AccountErased', `account-${coach}`, {}, [coach]);
    expect(question).to.have.property('coach', coach);
    expect(done).to.deep.equal([ended]);
  });

  it('leaves what belongs to an erased athlete', async () => {
    expect(await actOn('AccountErased', `account-${coach}`, {}, [coach, athlete])).to.have.length(1);
  });

  it('ends what begins with a coach who is erased already, and nothing else', async () => {
    for (const type of ['CoachInvited', 'CoachingRequested', 'CoachingAccepted']) {
      expect(await actOn(type, `coaching-${id}`, { coachId: coach }, [coach])).to.deep.equal([ended]);
      expect(await actOn(type, `coaching-${id}`, { coachId: coach }, [])).to.deep.equal([]);
    }
    expect(await actOn('CoachInvited', `coaching-${id}`, { coachId: null }, [coach])).to.deep.equal([]);
  });
});
