import type { Outcome } from '../../commands/execute.ts';
import type { AccountDocument, AccountFold } from '../../documents/account.ts';

/** The account that stands after a command. */
export function accountIn({ document }: Pick<Outcome<AccountFold>, 'document'>): AccountDocument {
  if (document.kind !== 'present') throw new Error(`The command has left an account that is ${document.kind}`);
  return document.account;
}
