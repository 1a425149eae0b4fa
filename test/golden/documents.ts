import { createAggregates, presenceOf } from '../../src/commands/aggregates.ts';
import { documentOf } from '../../src/documents/presence.ts';
import type { AnyEvent } from '../../src/events/event.ts';
import type { Category } from '../../src/events/schemas.ts';
import { streamOfEvents } from '../support/specification.ts';
import { examples } from './examples.ts';

const aggregates = createAggregates({ adminEmail: 'admin@example.com' });

/**
 * For each event of the examples, the document of its aggregate after the event, as text; `null` where the aggregate
 * does not exist.
 */
export const currentDocuments = (category: Category): readonly string[] =>
  examples[category].flatMap(({ stream, events }) =>
    streamOfEvents<AnyEvent>(events).map((_, last, placed) =>
      JSON.stringify(documentOf(presenceOf(aggregates, stream, placed.slice(0, last + 1)))),
    ),
  );
