import { setImmediate } from 'node:timers/promises';
import { auditOf, tell } from '../../documents/audit/all.ts';
import { masked } from '../../documents/audit/masked.ts';
import { shownDataOf } from '../../documents/audit/shown-data.ts';
import type { Presence } from '../../documents/presence.ts';
import type { Metadata, RecordedEvent } from '../../events/event.ts';
import type { Instant } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { SealedRead } from '../../ports/event-store.ts';
import { isCorrectionOf, lagOf } from './audited-event.ts';
import type { AuditedKind } from './audited-kinds.ts';
import { type AuditPorts, chunk, historyDamaged } from './history.ts';
import type { FirstPlace } from './list-streams.ts';

/** An event as the export has it: in words, and as the log has it, from which its chain can be computed again. */
export type ExportedEvent = Readonly<{
  about: Readonly<{ kind: AuditedKind; id: string }>;
  position: string;
  recordedAt: Instant;
  sentence: string;
  lagSeconds: number;
  isCorrection: boolean;
  /** Its data as people read them: decrypted, and of the present schema. */
  data: Readonly<Record<string, unknown>>;
  /** The event as the log has it, with encrypted texts; that of a coaching relationship without data, chain and `mac`. */
  event: Readonly<{
    id: string;
    stream: string;
    revision: number;
    type: string;
    data: object;
    metadata: ShownMetadata;
  }>;
}>;

type ShownMetadata = Omit<Metadata, 'chain' | 'mac'> & Partial<Pick<Metadata, 'chain' | 'mac'>>;

/** How many streams are read ahead, each with its first part only. */
const readAhead = 16;

/** The events of streams of an athlete, in parts: one stream after another. */
export async function* exportStreams(
  { sealedStreams }: AuditPorts,
  athlete: string,
  streams: readonly FirstPlace[],
): AsyncGenerator<readonly ExportedEvent[], void> {
  const begun = new Map<FirstPlace, Promise<readonly SealedRead[]>>();
  const begin = (place: FirstPlace | undefined) => {
    if (!place) return;
    const events = sealedStreams.readSealed(streamOf(place.kind, place.id), undefined, chunk - 1);
    // A failure is thrown where the events are awaited.
    events.catch(() => {});
    begun.set(place, events);
  };
  for (const place of streams.slice(0, readAhead)) begin(place);
  for (const [at, place] of streams.entries()) {
    let part = (await begun.get(place)) ?? [];
    // Other requests of this process get their turn: what was read ahead would be told without a pause.
    await setImmediate();
    begun.delete(place);
    begin(streams[at + readAhead]);
    if (part[0]?.event.metadata.owner !== athlete) throw historyDamaged();
    const tellPart = createTellPart(place);
    for (;;) {
      yield tellPart(part);
      const last = part.at(-1)?.event;
      if (!last || last.revision % chunk < chunk - 1) break;
      const known = { revision: last.revision, chain: last.metadata.chain };
      part = await sealedStreams.readSealed(last.stream, known, last.revision + chunk);
    }
  }
}

/** Creates the function that tells the parts of one history, in their order. */
function createTellPart({ kind, id }: FirstPlace) {
  const audit = auditOf(kind);
  const about = { kind, id };
  let state: Presence<unknown> = audit.fold.initial;
  return (part: readonly SealedRead[]): readonly ExportedEvent[] =>
    part.map((read) => {
      const event = masked(read.event);
      const told = tell(audit, state, event);
      state = told.state;
      const { position, recordedAt } = event;
      return {
        about,
        position: String(position),
        recordedAt,
        sentence: told.sentence,
        lagSeconds: lagOf(event),
        isCorrection: isCorrectionOf(event),
        data: shownDataOf(event),
        event: shownEvent(event, kind === 'coaching' ? null : read.recorded),
      };
    });
}

/** `recorded` is null where the recorded data, or a guess that the chain confirms, would tell what is masked. */
function shownEvent(
  { id, stream, revision, type, metadata }: RecordedEvent,
  recorded: object | null,
): ExportedEvent['event'] {
  if (recorded !== null) return { id, stream, revision, type, data: recorded, metadata };
  const { chain: _, mac: __, command: ___, ...shown } = metadata;
  return { id, stream, revision, type, data: {}, metadata: shown };
}
