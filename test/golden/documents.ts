import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAggregates, presenceOf } from '../../src/commands/aggregates.ts';
import { documentOf } from '../../src/documents/presence.ts';
import type { Category } from '../../src/events/streams.ts';
import { models } from '../../src/projections/models/all.ts';
import { eventAt } from '../support/specification.ts';
import { examples } from './examples.ts';

/** The document that each event of the examples leaves, as text, with the shape of the read model that stores it. */
export type RecordedDocuments = Readonly<{ shape: number; documents: readonly string[] }>;

const aggregates = createAggregates({ adminEmail: 'admin@example.com' });

export function currentDocuments(category: Category): RecordedDocuments {
  const shape = models.find((model) => model.categories.has(category))?.shape ?? 0;
  const documents = examples[category].flatMap(({ stream, events }) => {
    const placed = events.map((event, revision) => eventAt(event, revision));
    return placed.map((_, last) => {
      const document = documentOf(presenceOf(aggregates, stream, placed.slice(0, last + 1)));
      return JSON.stringify(document);
    });
  });
  return { shape, documents };
}

export const documentsFile = (category: Category): string =>
  join(import.meta.dirname, 'documents', `${category}.ndjson`);

/** The first line of a file is the shape; the others are documents. */
export function recordedDocuments(category: Category): RecordedDocuments {
  const [shape, ...documents] = readFileSync(documentsFile(category), 'utf8').trimEnd().split('\n');
  return { shape: Number(shape), documents };
}

export const textOf = ({ shape, documents }: RecordedDocuments): string => `${[shape, ...documents].join('\n')}\n`;
