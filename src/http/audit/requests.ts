import { z } from 'zod';
import type { ExerciseId } from '../../events/ids.ts';
import { eventTypes } from '../../events/schemas.ts';
import { channels, isOneOf } from '../../events/values.ts';
import { type AuditedKind, auditedKinds } from '../../queries/audit/audited-kinds.ts';
import { cursor } from '../requests/cursor.ts';
import { anyId, instant, integerText } from '../requests/fields.ts';
import { sortOrder } from '../requests/list.ts';
import { parsedText } from '../requests/parsed-text.ts';
import { rule } from '../requests/validation-errors.ts';

/** What a history is about: a thing, deleted or not. */
const about = {
  kind: z.enum(auditedKinds).describe('What the history is about.'),
  id: anyId().describe(
    'The id of what the history is about. That of an account, profile or schedule is the id of the account.',
  ),
};

const maxTypes = 20;
const typePattern = '[A-Za-z]{1,40}';

/** The schema of a list of event types, separated by commas. */
const types = parsedText(
  1_000,
  parseTypes,
  rule('enum', `Must be at most ${maxTypes} types of events, separated by commas.`),
).meta({
  type: 'string',
  pattern: `^${typePattern}(,${typePattern}){0,${maxTypes - 1}}$`,
  description: 'Only events of these types, separated by commas.',
  examples: ['SetLogged,SetCorrected'],
});

function parseTypes(text: string): readonly string[] | null {
  const names = text.split(',');
  return names.length <= maxTypes && names.every((name) => isOneOf(eventTypes, name)) ? names.sort() : null;
}

const system = 'system';
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const actorPattern = new RegExp(`^(${system}|${uuid})$`);
const actor = parsedText(
  36,
  (text) => (actorPattern.test(text.toLowerCase()) ? text.toLowerCase() : null),
  rule('uuid_parsing', 'Must be the id of an account, or `system`.'),
).meta({
  type: 'string',
  pattern: actorPattern.source,
  description: 'Only events that this account has caused; `system` for those of the service itself.',
});

/** The parameters that choose events. */
const filters = {
  type: types.optional(),
  actor: actor.optional(),
  via: z.enum(channels).optional().describe('Only events that came through this channel.'),
  occurredFrom: instant.optional().describe('Only events that happened at this time or later.'),
  occurredTo: instant.optional().describe('Only events that happened before this time.'),
  recordedFrom: instant.optional().describe('Only events that were recorded at this time or later.'),
  recordedTo: instant.optional().describe('Only events that were recorded before this time.'),
};
const page = {
  after: cursor.optional().describe('`next` of the page before. The other parameters must be the same.'),
  limit: integerText(1, 100).default(50).meta({ description: 'The largest number of events on a page.', default: 50 }),
};

export const listAuditEventsQuery = z.strictObject({ ...about, ...filters, ...page });

const isKind = (text: string): text is AuditedKind => isOneOf(auditedKinds, text);
const kindNames = auditedKinds.join('|');

/** The schema of a list of kinds, separated by commas. */
const kinds = parsedText(
  200,
  (text) => {
    const names = text.split(',');
    return names.every(isKind) ? auditedKinds.filter((kind) => names.includes(kind)) : null;
  },
  rule('enum', `Must be some of ${auditedKinds.join(', ')}, separated by commas.`),
).meta({
  type: 'string',
  pattern: `^(${kindNames})(,(${kindNames})){0,${auditedKinds.length - 1}}$`,
  description: 'Only events of these kinds of things, separated by commas.',
  examples: ['session,plan'],
});

/** The parameters that choose events of all that an athlete has. */
export const historyFilters = {
  kind: kinds.optional(),
  ...filters,
  exercise: anyId<ExerciseId>()
    .optional()
    .describe('Only events that name this exercise, and those about entries that have ever been of it.'),
};

export const listAuditHistoryQuery = z.strictObject({
  ...historyFilters,
  ...page,
  sortOrder: sortOrder.default('desc').describe('In the order in which the log has them, or backwards.'),
});

const maxRevision = 2_147_483_647;
/** The schema of a revision of a history. */
const revisionText = integerText(0, maxRevision);

export const getAuditStateQuery = z.strictObject({
  ...about,
  revision: revisionText
    .optional()
    .meta({ description: 'The number of the last event that counts. Must not be sent with `at`.' }),
  at: instant.optional().describe('Only what was recorded at this time or before counts.'),
});

export const getAuditDifferenceQuery = z.strictObject({
  ...about,
  from: revisionText.meta({ description: 'The revision of the older state.' }),
  to: revisionText.meta({ description: 'The revision of the newer state.' }),
});

export const exportAuditQuery = z.strictObject({
  format: z.enum(['ndjson', 'csv']).default('ndjson').describe('The format of the file.'),
  kind: kinds.optional(),
});

const positionPattern = /^(0|[1-9]\d{0,17})$/;

/** The schema of a position in the log. */
export const positionText = parsedText(
  18,
  (text) => (positionPattern.test(text) ? BigInt(text) : null),
  rule('value_error', 'Must be a position of the log.'),
).meta({ type: 'string', pattern: positionPattern.source, maxLength: 18 });

export const followAuditQuery = z.strictObject({
  ...historyFilters,
  after: positionText.optional().describe('Only events after this position. Without it, only those from now on.'),
});

const reportPage = {
  ...page,
  limit: integerText(1, 100).default(20).meta({ description: 'The largest number of items on a page.', default: 20 }),
};
export const listCorrectionsQuery = z.strictObject({
  actor: actor.optional(),
  exercise: historyFilters.exercise,
  recordedFrom: filters.recordedFrom,
  recordedTo: filters.recordedTo,
  ...reportPage,
});

const seconds = (usual: number, meaning: string) =>
  integerText(1, 604_800).default(usual).meta({ description: meaning, default: usual });
export const listRecordingsQuery = z.strictObject({
  lateSeconds: seconds(900, 'A set is late if it was recorded more than so many seconds after it happened.'),
  batchSeconds: seconds(300, 'A session is a batch if its sets, four at least, were recorded within so many seconds.'),
  ...reportPage,
});
