import { z } from 'zod';
import { coachingParts } from '../../events/coaching-values.ts';
import { maxStrength, signalKinds } from '../../events/signal-values.ts';
import { channels, roles, sessionStatuses } from '../../events/values.ts';
import { count, id, instant, revision } from '../responses/fields.ts';
import { signalMeanings as meanings } from './roster-meanings.ts';

const day = z.iso.date();
const figure = z.number();
const kind = z.enum(signalKinds).describe('The kind of the signal. The guide `roster` explains each of them.');

const signal = z
  .strictObject({
    kind,
    subject: id.nullable().describe(meanings.subject),
    name: z.string().nullable().describe(meanings.name),
    reason: z.string().describe(meanings.reason),
    strength: figure.describe(meanings.strength),
    from: day.describe(meanings.from),
    to: day.describe(meanings.to),
    numbers: z.record(z.string(), figure).describe(meanings.numbers),
    instead: z.array(z.string()).describe(meanings.instead),
    notes: z
      .array(z.strictObject({ sessionId: id, revision: count, text: z.string(), words: z.array(z.string()) }))
      .describe(meanings.notes),
    corrections: z
      .array(
        z.strictObject({
          revision: count,
          type: z.string().describe('The type of the event.'),
          by: z.string().describe('The account that made it.'),
          role: z.enum([...roles, 'system']),
          via: z.enum(channels),
          recordedAt: instant,
          lateSeconds: count,
        }),
      )
      .describe(meanings.corrections),
    events: z.array(z.strictObject({ stream: z.string(), revisions: z.array(count) })).describe(meanings.events),
    isSeen: z.boolean().describe(meanings.isSeen),
  })
  .meta({ id: 'Signal', description: 'Why a coach should look at an athlete.' });

const lastSession = z.strictObject({
  ...{ id, name: z.string().nullable(), status: z.enum(sessionStatuses), startedAt: instant, day },
});
const rate = z.strictObject({
  days: count,
  percent: figure.nullable(),
  previousPercent: figure.nullable(),
  change: figure.nullable().describe('In points of percent; null if one of the two is not known.'),
});
const record = z.strictObject({
  ...{ exerciseId: id, name: z.string(), day, sessionId: id, e1rmKg: figure, previousKg: figure },
});

const rosterRow = z
  .strictObject({
    athleteId: id,
    name: z.string().nullable(),
    email: z.string(),
    coachingId: id,
    scope: z.array(z.enum(coachingParts)),
    today: day.describe(meanings.today),
    needsAttention: z.boolean().describe(meanings.needsAttention),
    signals: z.array(signal),
    lastSession: lastSession.nullable().exactOptional(),
    corrections: count.exactOptional().describe('How many changes to ended sessions there are in sessions of 30 days.'),
    lag: z
      .strictObject({
        sets: count,
        late: count.describe('How many of them were recorded more than a day late.'),
        medianSeconds: figure.nullable(),
        percent: figure.nullable().describe('The share of late ones.'),
      })
      .exactOptional()
      .describe(meanings.lag),
    compliance: z.array(rate).exactOptional().describe(meanings.compliance),
    records: z.array(record).exactOptional().describe('The best estimates of 30 days that are records.'),
  })
  .meta({ id: 'RosterRow', description: 'An athlete of a coach. What the scope does not allow is absent.' });

export const roster = z
  .strictObject({ athletes: z.array(rosterRow), needAttention: count.describe('How many of them need attention.') })
  .meta({ id: 'Roster', description: 'The athletes of a coach, those that need attention first.' });

export const signalsOfAthlete = z
  .strictObject({ athleteId: id, today: day.describe(meanings.today), signals: z.array(signal) })
  .meta({ id: 'AthleteSignals', description: 'The signals of an athlete, the most urgent first.' });

export const seenMarks = z
  .strictObject({
    athleteId: id,
    marks: z.array(z.strictObject({ kind, subject: id.nullable(), strength: figure.lt(maxStrength), until: day })),
    revision,
  })
  .meta({ id: 'SeenSignals', description: 'The signals of an athlete that a coach has seen.' });
