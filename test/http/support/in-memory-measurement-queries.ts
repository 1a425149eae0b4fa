import type { MeasurementDocument } from '../../../src/documents/measurement.ts';
import { measurementKinds } from '../../../src/events/measurement-values.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { DayRange } from '../../../src/queries/measurements/day-range.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';
import { pageOf, type RecordQuestion } from './in-memory-queries.ts';

type MeasurementQueries = Pick<Queries, 'listMeasurements' | 'listLatestMeasurements' | 'getMeasurementSeries'>;

/** Creates in-memory queries about body measurements for tests. A series does not convert its points. */
export function createInMemoryMeasurementQueries(
  store: InMemoryEventStore,
  record: RecordQuestion,
): MeasurementQueries {
  const folded = createFolds<MeasurementDocument>(store, 'measurement');

  /** The measurements of an account, the latest first. */
  const latestOf = (owner: string, { kind, from = '', to = '9' }: DayRange & Readonly<{ kind?: string | undefined }>) =>
    folded()
      .map(({ document }) => document)
      .filter((each) => each.userId === owner && (kind === undefined || each.kind === kind))
      .filter(({ day }) => day >= from && day <= to)
      .sort((a, b) => (momentOf(a) < momentOf(b) ? 1 : -1));

  return {
    async listMeasurements(question) {
      record(question);
      const found = latestOf(question.owner, question);
      return pageOf(question.sortOrder === 'asc' ? found.toReversed() : found, question);
    },
    async listLatestMeasurements({ owner }) {
      return JSON.stringify({ items: measurementKinds.flatMap((kind) => latestOf(owner, { kind }).slice(0, 1)) });
    },
    async getMeasurementSeries(question) {
      record(question);
      const { owner, kind, unit, limit } = question;
      const found = latestOf(owner, question);
      const points = found.slice(0, limit).map(({ id, day, time, value }) => ({ id, day, time, value }));
      return JSON.stringify({ kind, unit, points: points.toReversed(), isComplete: found.length <= limit });
    },
  };
}

const momentOf = ({ day, time, id }: MeasurementDocument): string => `${day}T${time ?? ''} ${id}`;
