import type { DocumentKind } from '../../exports/irontrack.ts';
import type { Page, ReadPage } from './export-history.ts';

/** How many documents are in memory at the same time. A training session may have half a megabyte. */
const limit = 20;

/** Makes a reader of one account's pages from a query for any account's. */
export const historyReader =
  <Place, Question extends object>(
    query: (
      question: Question & Readonly<{ kind: DocumentKind; limit: number; after: Place | null }>,
    ) => Promise<Page<Place>>,
    question: Question,
  ): ReadPage<Place> =>
  (kind, after) =>
    query({ ...question, kind, limit, after });
