import { z } from 'zod';
import { historyFormat } from '../../events/values.ts';
import { documentKinds } from '../../exports/irontrack.ts';
import { lossMeanings } from '../../exports/loss-kinds.ts';
import { self } from '../access/responses.ts';
import { measurement } from '../body-measurements/responses.ts';
import { exercise } from '../exercises/responses.ts';
import { importDocument } from '../imports/responses.ts';
import { profile } from '../profile/responses.ts';
import { count, id, instant } from '../responses/fields.ts';
import { plan } from '../training-plans/responses.ts';
import { schedule } from '../training-plans/schedule-responses.ts';
import { session } from '../training-sessions/responses.ts';
import { unit } from '../training-units/responses.ts';

const [exerciseKind, profileKind, measurementKind, unitKind, planKind, scheduleKind, sessionKind, importKind] =
  documentKinds;

/** A line of an export in the format `irontrack`. */
export const exportLine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('export'),
    format: z.literal(historyFormat.name),
    version: z.literal(historyFormat.version),
    exportedAt: instant,
  }),
  z.strictObject({ kind: z.literal('account'), document: self }),
  z.strictObject({ kind: z.literal(exerciseKind), document: exercise }),
  z.strictObject({ kind: z.literal(profileKind), document: profile }),
  z.strictObject({ kind: z.literal(measurementKind), document: measurement }),
  z.strictObject({ kind: z.literal(unitKind), document: unit }),
  z.strictObject({ kind: z.literal(planKind), document: plan }),
  z.strictObject({ kind: z.literal(scheduleKind), document: schedule }),
  z.strictObject({ kind: z.literal(sessionKind), document: session }),
  z.strictObject({ kind: z.literal(importKind), document: importDocument }),
  z.strictObject({
    kind: z.literal('end'),
    exercises: count,
    profiles: count,
    measurements: count,
    units: count,
    plans: count,
    schedules: count,
    sessions: count,
    imports: count,
  }),
]);

const lossKinds = Object.keys(lossMeanings) as [keyof typeof lossMeanings, ...(keyof typeof lossMeanings)[]];

/** What a format cannot hold: of how many sessions or parts of sessions, and one of these sessions. */
export const exportLosses = z.strictObject({
  format: z.string(),
  losses: z.array(z.strictObject({ kind: z.enum(lossKinds), meaning: z.string(), count, sessionId: id })),
});
