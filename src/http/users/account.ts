import type { Outcome } from '../../commands/execute.ts';
import type { AccountPresence } from '../../documents/account.ts';
import { present } from '../../documents/presence.ts';
import { json, type Reply, withETag, withLocation } from '../reply.ts';

/** The answer to whoever has made an account. */
export function registered(outcome: Outcome<AccountPresence>): Reply {
  const account = present(outcome.presence, 'account').document;
  return withLocation(`/api/v1/users/${account.id}`, withETag(outcome.revision, json(account, 201)));
}
