import { z } from 'zod';
import type { AccountId, Day } from '../../events/ids.ts';
import { maxMarked, maxStrength, signalKinds, type ThresholdName, thresholdNames } from '../../events/signal-values.ts';
import { anyId, listOf } from '../requests/fields.ts';
import { day } from '../requests/list.ts';
import { signalMeanings as meanings } from './roster-meanings.ts';
import { threshold } from './threshold-responses.ts';

export const athletePath = z.object({
  athleteId: anyId<AccountId>().describe('The id of the account of the athlete.'),
});

/** What the client has shown, as it was told. */
export const markSignalsSeen = z.strictObject({
  signals: listOf(
    z.strictObject({
      kind: z.enum(signalKinds),
      subject: anyId<string>().nullable().describe(meanings.subject),
      strength: z.number().min(0).lt(maxStrength).describe(meanings.strength),
      to: day.transform((value) => value as Day).describe(meanings.to),
    }),
    { min: 1, max: maxMarked },
  ).describe('The signals, with the strength and the last day that were shown.'),
});

const optionalThreshold = (name: ThresholdName) => threshold(name).exactOptional();

export const setThresholds = z.strictObject(
  Object.fromEntries(thresholdNames.map((name) => [name, optionalThreshold(name)])) as Record<
    ThresholdName,
    ReturnType<typeof optionalThreshold>
  >,
);
