import type { Sharing } from '../../documents/sharing.ts';
import type { AccountId } from '../../events/ids.ts';
import type { AccessLevel } from '../../events/values.ts';

/** The accounts that have a grant, or a grant of this level. */
export const grantedTo = (document: Sharing | null, level?: AccessLevel): readonly AccountId[] =>
  document?.grants.flatMap((grant) => (level === undefined || grant.level === level ? [grant.accountId] : [])) ?? [];
