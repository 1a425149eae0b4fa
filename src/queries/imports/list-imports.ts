import { sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { list, type Page } from '../statements/list.ts';

export type ListImports = Page & Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

/**
 * A page of the owner's imports with their counts, sorted by the time of their creation. The rejected rows are left out:
 * those of a hundred imports can be 50 MB.
 */
export const listImports = (reader: Reader, question: ListImports): Promise<string> =>
  list(reader, { ...question, parts: [{ model: readModels.imports, owner: question.owner }] }, ([imports]) => ({
    matching: sql.fragment`
      SELECT id, created_at, (doc::jsonb - 'errors')::text AS item FROM ${imports.table} WHERE owner = ${question.owner}`,
    sortKey: sql.fragment`created_at`,
  }));
