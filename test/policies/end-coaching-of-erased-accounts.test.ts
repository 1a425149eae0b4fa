import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import type { AccountId, CoachingId } from '../../src/events/ids.ts';
import { endCoachingOfErasedAccounts } from '../../src/policies/end-coaching-of-erased-accounts.ts';
import { createMemoryLog } from '../projections/support/memory-log.ts';
import { readPlainly } from '../support/plain-events.ts';
import { athlete, noon } from '../support/specification.ts';

const coach = '01900000-0000-7000-8000-0000000000c2' as AccountId;
const id = '01900000-0000-7000-8000-0000000000c1' as CoachingId;

/** Lets the policy act on an event, and returns what it has done. */
async function actOn(
  type: string,
  stream: string,
  data: object,
  erased: readonly string[],
  { open = [id], refused = [] }: Readonly<{ open?: readonly CoachingId[]; refused?: readonly CoachingId[] }> = {},
): Promise<unknown[]> {
  const done: unknown[] = [];
  const policy = endCoachingOfErasedAccounts({
    async execute(_, coachingId, [command], { by, owner, actor }) {
      if (refused.some((each) => each === coachingId)) throw new DomainError('history-damaged', 'Changed by others.');
      done.push({ coachingId, command, by, owner, via: actor.via });
      return undefined as never;
    },
    clock: () => noon,
    newId: () => 'made',
    isErased: async (account) => erased.includes(account),
    async listOpenCoachings(question) {
      done.push(question);
      return open.map((each) => ({ id: each, athlete }));
    },
  });
  expect(policy.whenever).to.include(type);
  const [event] = createMemoryLog().append({ type, data, stream, owner: athlete });
  const acting = event && policy.act(readPlainly(event), 'key', new AbortController().signal);
  await acting?.catch((error: DomainError) => done.push(error.code));
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

  it('ends the others when a relationship cannot be ended, and reports that one', async () => {
    const damaged = '01900000-0000-7000-8000-0000000000c3' as CoachingId;
    const those = { open: [damaged, id], refused: [damaged] };
    const [, ...done] = await actOn('AccountErased', `account-${coach}`, {}, [coach], those);
    expect(done).to.deep.equal([ended, 'history-damaged']);
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
