import type { AccountDocument } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { Actor, CommandMark } from '../../events/event.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Execute } from '../execute.ts';
import { account } from './decider.ts';

export type SignUp = Readonly<{
  accountId: AccountId;
  email: string;
  name: string | null;
  password: string;
  isSuperuser: boolean;
  via: Actor['via'];
  correlationId: string;
  receivedAt: Instant;
  mark?: CommandMark;
}>;

/**
 * Registers an account with its key and password. Both are made before the event, for an account without them
 * could not be used and its address not be taken again; both are forgotten where the event is refused.
 * Refuses with `email-taken`.
 */
export const signUpWith =
  ({ execute, keys, credentials }: { execute: Execute; keys: Keys; credentials: Credentials }) =>
  async ({ accountId, email, name, password, isSuperuser, via, ...request }: SignUp): Promise<AccountDocument> => {
    await keys.create(accountId);
    await credentials.create(accountId, password);
    const data = { accountId, email: email.trim().toLowerCase(), name, isSuperuser };
    const { correlationId, receivedAt, mark } = request;
    try {
      const { document } = await execute(account, accountId, [{ type: 'RegisterAccount', data }], {
        actor: { id: accountId, role: 'application-access', via },
        by: accountId,
        owner: accountId,
        correlationId,
        causationId: correlationId,
        receivedAt,
        ...(mark && { mark }),
      });
      return document;
    } catch (error) {
      // With an idempotency key the id is derived: another try with the same id may be succeeding right now.
      const refused = error instanceof DomainError && error.code === 'email-taken';
      if (refused && !mark) await credentials.discard(accountId);
      throw error;
    }
  };
