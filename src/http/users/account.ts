import type { Outcome } from '../../commands/execute.ts';
import type { AccountDocument, AccountFold } from '../../documents/account.ts';
import { json, type Reply, withETag, withLocation } from '../reply.ts';

/** The account that stands after a command. */
export function accountIn({ document }: Pick<Outcome<AccountFold>, 'document'>): AccountDocument {
  if (document.kind !== 'present') throw new Error(`The command has left an account that is ${document.kind}`);
  return document.account;
}

/** The answer to whoever has made an account. */
export function registered(outcome: Outcome<AccountFold>): Reply {
  const account = accountIn(outcome);
  return withLocation(`/api/v1/users/${account.id}`, withETag(outcome.revision, json(account, 201)));
}
