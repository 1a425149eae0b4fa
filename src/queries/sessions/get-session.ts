import type { SessionId } from '../../events/ids.ts';
import type { Combine, Reader } from '../consistency/reader.ts';
import {
  createLinkedDocumentById,
  type LinkedById,
  type LinkedBytes,
  type LinkedText,
  linkedDocumentById,
} from '../exercises/linked-document-by-id.ts';
import { readModels } from '../read-models.ts';

export type GetSession = LinkedById<SessionId>;

/** A `SessionDocument`; null when the owner has no such training session or has deleted it. */
export const getSession = (reader: Reader, question: GetSession): Promise<LinkedText | null> =>
  linkedDocumentById(reader, { ...question, model: readModels.sessions });

/** Creates `getSession` for many requests, which share statements. */
export const createGetSession = (
  reader: Reader,
  combine: Combine,
): ((question: GetSession) => Promise<LinkedBytes | null>) =>
  createLinkedDocumentById(reader, combine, { model: readModels.sessions });
