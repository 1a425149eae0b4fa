import { expect } from 'chai';
import type { PresentAccount } from '../../../src/documents/account.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, CoachingId } from '../../../src/events/ids.ts';
import { type CoachingRequest, createRequestCoaching } from '../../../src/use-cases/coaching/request-coaching.ts';
import { athlete, noon } from '../../support/specification.ts';

const coach = '01900000-0000-7000-8000-0000000000c2' as AccountId;
const request: CoachingRequest = {
  ...{ email: 'ana@example.com', ownEmail: 'carl@example.com', scope: ['history'], message: null },
  coachingId: '01900000-0000-7000-8000-0000000000c1' as CoachingId,
  context: {
    actor: { id: coach, role: 'fitness-trainer', via: 'http' },
    ...{ by: coach, owner: coach, correlationId: '1', causationId: '1', receivedAt: noon },
  },
};
const account = (isActive: boolean) => ({ kind: 'present', document: { id: athlete, isActive } }) as PresentAccount;

/** Asks, and tells what was appended and after which pause the answer came; `refusal` is what the append throws. */
async function ask(found: PresentAccount | null, refusal?: Error) {
  const done: unknown[] = [];
  const requestCoaching = createRequestCoaching({
    findAccount: async () => found,
    async execute(_, id, commands, { owner, by }) {
      done.push({ id, commands, owner, by });
      throw refusal ?? new DomainError('coaching-exists', 'There is one.');
    },
    pause: async (milliseconds) => void done.push(milliseconds),
  });
  await requestCoaching(request);
  return done;
}

describe('a request of a coach', () => {
  it('is appended to the history of the athlete, on behalf of the coach', async () => {
    const { coachingId: id, scope, message } = request;
    const command = { type: 'RequestCoaching', data: { coachingId: id, scope, message, athleteId: athlete } };
    expect(await ask(account(true))).to.deep.equal([250, { id, commands: [command], owner: athlete, by: coach }]);
  });

  it('is answered alike, after the same time, without an account and with one that is inactive', async () => {
    for (const found of [null, account(false)]) expect(await ask(found)).to.deep.equal([250]);
  });

  it('is answered alike when the athlete was asked before or has too many relationships', async () => {
    expect(await ask(account(true), new DomainError('quota-exceeded', 'Too many.'))).to.have.length(2);
  });

  it('fails in an outage and by a defect', async () => {
    for (const error of [new DomainError('unavailable', 'Down.'), new Error('Defect')]) {
      const failed = await ask(account(true), error).catch((reason: unknown) => reason);
      expect(failed).to.equal(error);
    }
  });
});
