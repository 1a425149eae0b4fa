import type { AccountId } from '../../events/ids.ts';
import { type AccountContext, selfActor } from '../../use-cases/account/account-context.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Incoming } from '../route.ts';

/** The context of a command that an account sends for itself although the request is not signed in. */
export const selfContext = ({ clock }: Dependencies, { id }: Incoming, account: AccountId): AccountContext => ({
  ...selfActor(account, 'http'),
  correlationId: id,
  causationId: id,
  receivedAt: clock(),
});
