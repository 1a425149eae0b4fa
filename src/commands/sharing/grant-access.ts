import type { Shareable } from '../../documents/sharing.ts';
import { invalid } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { SharingEvent } from '../../events/sharing.ts';
import { type AccessLevel, accessLevels, maxGrants } from '../../events/values.ts';
import { checkOneOf } from '../checks.ts';

/** Gives an account access to a thing, or changes the access that it has. It has an effect unless the thing is private. */
export type GrantAccess = Readonly<{
  type: 'GrantAccess';
  data: Readonly<{ accountId: AccountId; level: AccessLevel }>;
}>;

export function grantAccess({ data }: GrantAccess, { userId, grants }: Shareable): SharingEvent[] {
  const { accountId, level } = data;
  checkOneOf('level', level, accessLevels);
  if (accountId === userId) throw invalid('accountId', 'The owner needs no grant.');
  const known = grants.find((each) => each.accountId === accountId);
  if (known?.level === level) return [];
  if (!known && grants.length >= maxGrants) throw invalid('accountId', `There are at most ${maxGrants} grants.`);
  return [{ type: 'AccessGranted', data: { accountId, level } }];
}
