import { notFound } from '../../errors.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { AuditedKind } from './audited-kinds.ts';
import { type ExportedEvent, exportStreams } from './export-streams.ts';
import type { AuditPorts, AuditReader } from './history.ts';

export type ExportHistory = AuditReader &
  Readonly<{
    /** Only the histories of these kinds of things. @defaultValue all that the reader may read */
    kinds?: readonly AuditedKind[] | undefined;
    requiredPosition: RequiredPosition;
  }>;

/** How many things are found at once. */
const pageSize = 500;
/** How often the right to read is checked. A client may take a long time for a part. */
const checkMs = 500;

/**
 * All events of an athlete: one thing after another in the order of their first events, each from its first event to its
 * last. Each stream is read once and in parts, and no faster than the caller takes the events.
 */
export async function* exportHistory(
  ports: AuditPorts,
  question: ExportHistory,
  operation: string,
): AsyncGenerator<readonly ExportedEvent[], void> {
  const { reader, athlete, requiredPosition } = question;
  const record = (more: { goesOn?: true } = {}) =>
    ports.dataReads.record([{ athlete, reader, operation, about: null, at: ports.clock(), ...more }]);
  const readable = await ports.readableKinds(reader, athlete);
  if (readable.length === 0) throw notFound('history');
  const kinds = question.kinds?.filter((kind) => readable.includes(kind)) ?? readable;
  const nextPage = (after: bigint) => ports.listStreams({ athlete, kinds, after, limit: pageSize, requiredPosition });
  let page = await nextPage(0n);
  await record();
  let checkedAt = performance.now();
  while (page.length > 0) {
    for await (const part of exportStreams(ports, athlete, page)) {
      if (performance.now() - checkedAt >= checkMs) {
        const now = await ports.readableKinds(reader, athlete);
        if (!kinds.every((kind) => now.includes(kind))) throw notFound('history');
        await record({ goesOn: true });
        checkedAt = performance.now();
      }
      yield part;
    }
    const last = page.at(-1);
    page = last && page.length === pageSize ? await nextPage(last.position) : [];
  }
  await record({ goesOn: true });
}
