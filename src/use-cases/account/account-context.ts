import type { Context } from '../../commands/context.ts';
import type { AccountId } from '../../events/ids.ts';
import { defaultRole } from '../../events/values.ts';

/** The context of a command to an account. It names no owner, because the owner is always the account itself. */
export type AccountContext = Omit<Context, 'owner'>;

/** The actor of a request that an account makes for itself without being signed in, such as a password reset. */
export const selfActor = (accountId: AccountId, via: 'http' | 'cli'): Pick<Context, 'actor' | 'by'> => ({
  actor: { id: accountId, role: defaultRole, via },
  by: accountId,
});
