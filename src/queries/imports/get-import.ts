import type { ImportId } from '../../events/ids.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type DocumentById, type DocumentText, documentById } from '../statements/document-by-id.ts';

export type GetImport = DocumentById<ImportId>;

/** An `ImportDocument` with its report; null when the owner has no such import. */
export const getImport = (reader: Reader, question: GetImport): Promise<DocumentText | null> =>
  documentById(reader, { ...question, model: readModels.imports });
