import { categories } from '../../../src/events/schemas.ts';
import { models } from '../../../src/projections/models/all.ts';
import type { Queries } from '../../../src/queries/all.ts';
import { plainQueries } from '../../../src/queries/read-models.ts';
import type { ListDocuments } from '../../../src/queries/statements/plain-queries.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';
import { pageOf, type RecordQuestion, textOf } from './in-memory-queries.ts';

type PlainQueries = Pick<Queries, keyof typeof plainQueries>;

/** Creates every plain query in memory: it folds the streams of the categories of its read model. */
export function createInMemoryPlainQueries(store: InMemoryEventStore, record: RecordQuestion): PlainQueries {
  const queries = Object.entries(plainQueries).map(([name, { answers, model, without }]) => {
    const found = models.find((each) => each.name === model.projection);
    const folds = categories
      .filter((category) => found?.categories.has(category))
      .map((category) => createFolds<Readonly<{ id: string }>>(store, category));
    const documentsOf = (owner: string) => folds.flatMap((folded) => folded()).filter((each) => each.owner === owner);
    const document = async ({ owner, id }: Readonly<{ owner: string; id: string }>) =>
      textOf(documentsOf(owner).find((each) => each.document.id === id));
    const page = async (question: ListDocuments<string>) => {
      record(question);
      const shown = documentsOf(question.owner).map(({ document }) => withoutMember(document, without));
      return pageOf(shown, question);
    };
    return [name, answers === 'document' ? document : page];
  });
  return Object.fromEntries(queries) as PlainQueries;
}

const withoutMember = (document: object, name: string | null): object =>
  Object.fromEntries(Object.entries(document).filter(([each]) => each !== name));
