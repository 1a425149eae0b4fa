import { z } from 'zod';
import { capacities } from '../../events/data-read-values.ts';
import type { AccountId } from '../../events/ids.ts';
import { feedKinds } from '../../events/schemas.ts';
import { channels } from '../../events/values.ts';
import { anyId, instant as askedInstant } from '../requests/fields.ts';
import { pageParameters } from '../requests/list.ts';
import { id, instant, pageOf } from '../responses/fields.ts';

const capacityMeaning =
  '`self` for the athlete, `coach` for a coach, `support` for a superuser with a support access, `operator` for the command line.';

export const listDataReadsQuery = z.strictObject({
  ...pageParameters,
  capacity: z.enum(capacities).optional().describe(`Only reads in this capacity: ${capacityMeaning}`),
  reader: anyId<AccountId>().optional().describe('Only reads by this account.'),
  from: askedInstant.optional().describe('Only what was read at this time or later.'),
  to: askedInstant.optional().describe('Only what was read before this time.'),
});

const dataRead = z
  .strictObject({
    id,
    reader: z.strictObject({
      id: id.nullable().describe('The account that has read; null for an operator.'),
      capacity: z.enum(capacities).describe(capacityMeaning),
      via: z.enum(channels),
      session: id
        .nullable()
        .describe('The auth session or the personal access token; null for another account than the caller.'),
    }),
    operation: z.string().describe('The operation of this API that answers what was read.'),
    about: z
      .strictObject({ kind: z.enum(feedKinds), id })
      .nullable()
      .describe('What was read; null for a list, or for everything.'),
    firstAt: instant,
    lastAt: instant,
    seconds: z.number().describe('The seconds from `firstAt` to `lastAt`.'),
    reads: z.int().min(1).describe('How many reads these were.'),
  })
  .meta({ id: 'DataRead', description: "Reads of an athlete's data by one reader." });

export const dataReadsPage = pageOf(dataRead).meta({
  id: 'DataReadPage',
  description: "A page of who has read an athlete's data.",
});
