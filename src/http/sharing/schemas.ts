import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { accesses, accessLevels, maxGrants, sharingScopes, sharingStatuses } from '../../events/values.ts';
import { anyId, instant as anyInstant, listOf } from '../requests/fields.ts';
import { id, instant } from '../responses/fields.ts';
import { sharingMeanings } from './meanings.ts';

export const changeSharing = z.strictObject({ status: z.enum(sharingStatuses).describe(sharingMeanings.sharing) });
export const grantAccess = z.strictObject({ level: z.enum(accessLevels).describe(sharingMeanings.level) });
export const grantee = anyId<AccountId>().describe(sharingMeanings.accountId);

/** The query parameter that chooses whose things a list contains. */
export const scope = z.enum(sharingScopes).default('mine').describe(sharingMeanings.scope);

/** The members of a response body about sharing that a request may repeat. They have no effect. */
const repeated = <Schema extends z.ZodType>(schema: Schema) => schema.meta({ readOnly: true }).exactOptional();
export const repeatedSharing = {
  access: repeated(z.enum(accesses)),
  sharing: repeated(z.enum(sharingStatuses)),
  grants: repeated(
    listOf(z.strictObject({ accountId: anyId(), level: z.enum(accessLevels), grantedAt: anyInstant }), {
      max: maxGrants,
    }),
  ),
};

const grant = z
  .strictObject({
    accountId: id,
    level: z.enum(accessLevels).describe(sharingMeanings.level),
    grantedAt: instant,
  })
  .meta({ id: 'Grant', description: 'The access of one account to something that another account shares.' });

/** The members about sharing in lists of shared things. */
export const sharingSummary = {
  access: z.enum(accesses).describe(sharingMeanings.access),
  sharing: z.enum(sharingStatuses).describe(sharingMeanings.sharing),
};
/** The members about sharing in documents. */
export const sharingMembers = {
  ...sharingSummary,
  grants: z.array(grant).describe(sharingMeanings.grants),
};
