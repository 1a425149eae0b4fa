import { z } from 'zod';
import type { AccountId, SupportAccessId } from '../../events/ids.ts';
import { reasonLength, supportSides } from '../../events/support-values.ts';
import { anyId, nameOf, ownId } from '../requests/fields.ts';
import { pageParameters, sortOrder } from '../requests/list.ts';

export const supportPath = z.object({ id: anyId<SupportAccessId>().describe('The id of the support access.') });

export const openSupportAccess = z.strictObject({
  id: ownId<SupportAccessId>().exactOptional(),
  athleteId: anyId<AccountId>().describe('The account whose history is to be read.'),
  reason: nameOf(reasonLength).describe('Why. The athlete reads it.'),
});

export const listSupportAccesses = z.strictObject({
  ...pageParameters,
  as: z.enum(supportSides).default('athlete').describe('The side of the caller.'),
  open: z.enum(['true', 'false']).optional().describe('Only those that are open now, or only those that are over.'),
  sortOrder: sortOrder.default('desc'),
});
