import { categories } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import { createModel, tableOf } from '../core/model.ts';
import type { DueEvent } from '../core/projection.ts';
import { applyWith } from '../core/statements.ts';
import { createUpsert } from './upsert.ts';

/**
 * Where the events of each account are in the log, and what the audit can choose them by. A row follows from its event
 * alone, so nothing is read before it is written. Events that belong to no account have no row.
 */
export const auditEvents = createModel({
  name: 'audit',
  shape: 1,
  // Reference lists belong to no account, and their ids are words.
  categories: new Set(categories.filter((category) => category !== 'directory')),
  tables: ['audit_events'],
  applyTo: (version) => {
    const table = tableOf('audit_events', version);
    return applyWith({
      read: () => null,
      write: (events, _, condition) => {
        const owned = events.filter(({ metadata }) => metadata.owner !== 'system');
        return upsert(table, owned, condition);
      },
    });
  },
});

/** The members of events that name an exercise, or the entry of a session or a unit. */
type Named = Readonly<{ exerciseId?: string | null; entryId?: string; unitExerciseId?: string }>;
const namedIn = ({ data }: DueEvent): Named => data as Named;

const upsert = createUpsert<DueEvent>({
  id: { type: 'text', value: ({ stream, revision }) => `${stream}/${revision}` },
  owner: { type: 'uuid', value: ({ metadata }) => metadata.owner },
  position: { type: 'int8', value: ({ position }) => String(position) },
  kind: { type: 'text', value: ({ stream }) => parseStream(stream).category },
  item: { type: 'uuid', value: ({ stream }) => parseStream(stream).id },
  revision: { type: 'int4', value: ({ revision }) => String(revision) },
  type: { type: 'text', value: ({ type }) => type },
  occurred_at: { type: 'timestamptz', value: ({ metadata }) => metadata.occurredAt },
  recorded_at: { type: 'timestamptz', value: ({ recordedAt }) => recordedAt },
  actor: { type: 'text', value: ({ metadata }) => metadata.actor.id },
  via: { type: 'text', value: ({ metadata }) => metadata.actor.via },
  correction: { type: 'bool', value: ({ data }) => String('correction' in data && data.correction === true) },
  exercise_id: { type: 'uuid', value: (event) => namedIn(event).exerciseId },
  entry_id: { type: 'uuid', value: (event) => namedIn(event).entryId ?? namedIn(event).unitExerciseId },
});
