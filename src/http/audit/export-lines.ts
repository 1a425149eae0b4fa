import { z } from 'zod';
import { eventTypes } from '../../events/schemas.ts';
import { type Cell, lineOf } from '../../exports/csv.ts';
import { auditedKinds } from '../../queries/audit/audited-kinds.ts';
import type { ExportedEvent } from '../../queries/audit/export-streams.ts';
import { count, id, instant } from '../responses/fields.ts';
import { createLineBytes } from './line-bytes.ts';

/** The version of the lines. It changes when a member gets another meaning. */
const version = 1;

/** A line of an export of the audit. */
export const auditLine = z.discriminatedUnion('line', [
  z.strictObject({
    line: z.literal('audit'),
    version: z.literal(version),
    athleteId: id,
    exportedAt: instant,
  }),
  z.strictObject({
    line: z.literal('event'),
    about: z.strictObject({ kind: z.enum(auditedKinds), id }),
    position: z.string().describe('The place of the event in the log.'),
    recordedAt: instant,
    sentence: z.string(),
    lagSeconds: z.number(),
    isCorrection: z.boolean(),
    data: z.record(z.string(), z.unknown()).describe('The data with readable texts.'),
    event: z
      .strictObject({
        id,
        stream: z.string(),
        revision: count,
        type: z.enum(eventTypes),
        data: z.record(z.string(), z.unknown()),
        metadata: z.record(z.string(), z.unknown()),
      })
      .describe('The event as the log has it: with encrypted texts, its `chain` and its `mac`.'),
  }),
  z.strictObject({ line: z.literal('end'), events: count }),
]);

type Heading = Readonly<{ athleteId: string; exportedAt: string }>;

/** The export as NDJSON: a line about it, a line for each event, and a line with their number. */
export async function* ndjsonOf(
  { athleteId, exportedAt }: Heading,
  parts: AsyncIterable<readonly ExportedEvent[]>,
): AsyncGenerator<Buffer, void> {
  let events = 0;
  const written = createLineBytes();
  written.add(`${JSON.stringify({ line: 'audit', version, athleteId, exportedAt })}\n`);
  for await (const part of parts) {
    for (const event of part) written.add(`{"line":"event",${JSON.stringify(event).slice(1)}\n`);
    events += part.length;
    if (written.isLong()) yield written.take();
  }
  written.add(`${JSON.stringify({ line: 'end', events })}\n`);
  yield written.take();
}

const columns: readonly (readonly [name: string, value: (event: ExportedEvent) => Cell])[] = [
  ['position', ({ position }) => position],
  ['recordedAt', ({ recordedAt }) => recordedAt],
  ['occurredAt', (event) => metadataOf(event).occurredAt],
  ['lagSeconds', ({ lagSeconds }) => lagSeconds],
  ['kind', ({ about }) => about.kind],
  ['id', ({ about }) => about.id],
  ['revision', ({ event }) => event.revision],
  ['type', ({ event }) => event.type],
  ['sentence', ({ sentence }) => plainText(sentence)],
  ['isCorrection', ({ isCorrection }) => String(isCorrection)],
  ['actor', (event) => metadataOf(event).actor.id],
  ['role', (event) => metadataOf(event).actor.role],
  ['via', (event) => metadataOf(event).actor.via],
  ['session', (event) => metadataOf(event).actor.session ?? null],
  ['correlationId', (event) => metadataOf(event).$correlationId],
  ['data', ({ data }) => JSON.stringify(data)],
  ['eventId', ({ event }) => event.id],
  ['stream', ({ event }) => event.stream],
  ['chain', (event) => metadataOf(event).chain ?? null],
  ['macKey', (event) => metadataOf(event).mac?.key ?? null],
  ['recordedData', ({ event }) => JSON.stringify(event.data)],
  ['recordedMetadata', ({ event }) => JSON.stringify(event.metadata)],
];

/** A text that no spreadsheet takes for a formula. A sentence can begin with the name that an athlete gave an exercise. */
const plainText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The export as CSV: a line with the names of the columns, and a line for each event. */
export async function* csvOf(parts: AsyncIterable<readonly ExportedEvent[]>): AsyncGenerator<Buffer, void> {
  const written = createLineBytes();
  written.add(lineOf(columns.map(([name]) => name)));
  for await (const part of parts) {
    for (const event of part) written.add(lineOf(columns.map(([, value]) => value(event))));
    if (written.isLong()) yield written.take();
  }
  yield written.take();
}

const metadataOf = ({ event }: ExportedEvent) => event.metadata;
