import { coaching } from '../../commands/coaching/decider.ts';
import type { Context } from '../../commands/context.ts';
import type { Execute } from '../../commands/execute.ts';
import { DomainError, invalid } from '../../errors.ts';
import type { CoachingPart } from '../../events/coaching-values.ts';
import type { CoachingId } from '../../events/ids.ts';
import type { FindAccount } from '../account/find-account.ts';

type Ports = Readonly<{
  findAccount: FindAccount;
  execute: Execute;
  pause: (milliseconds: number) => Promise<unknown>;
}>;

/** A coach's request to the athlete with an email address. `context` is that of the coach. */
export type CoachingRequest = Readonly<{
  email: string;
  coachingId: CoachingId;
  scope: readonly CoachingPart[];
  message: string | null;
  ownEmail: string;
  context: Context;
}>;

/** A request is answered after this time, which is longer than an append usually takes. */
const answeredAfterMs = 250;

/**
 * Creates the function with which a coach asks an athlete. It never tells whether the address has an account: without one
 * nothing is stored, a refusal counts as accepted, and the answer comes after the same time.
 */
export const createRequestCoaching =
  ({ findAccount, execute, pause }: Ports) =>
  async ({ email, ownEmail, context, ...data }: CoachingRequest): Promise<void> => {
    if (email === ownEmail) throw invalid('email', 'This is your own address.');
    const due = pause(answeredAfterMs);
    try {
      const athlete = (await findAccount(email))?.document;
      if (!athlete?.isActive) return;
      const command = { type: 'RequestCoaching', data: { ...data, athleteId: athlete.id } } as const;
      await execute(coaching, data.coachingId, [command], { ...context, owner: athlete.id });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
    } finally {
      await due;
    }
  };
