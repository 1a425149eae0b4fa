import type { UnitId } from '../../events/ids.ts';
import type { Combine, Reader } from '../consistency/reader.ts';
import {
  createLinkedDocumentById,
  type LinkedById,
  type LinkedBytes,
  type LinkedText,
  linkedDocumentById,
} from '../exercises/linked-document-by-id.ts';
import { sharedUnits as shared } from '../sharing/conditions.ts';

export type GetUnit = LinkedById<UnitId>;

const { model } = shared;

/** A `UnitDocument`; null when there is no such training unit that the account owns or that is shared with it. */
export const getUnit = (reader: Reader, question: GetUnit): Promise<LinkedText | null> =>
  linkedDocumentById(reader, { ...question, model, shared, hasMuscles: true });

/** Creates a `getUnit` that answers requests of the same time with one statement. */
export const createGetUnit = (reader: Reader, combine: Combine): ((question: GetUnit) => Promise<LinkedBytes | null>) =>
  createLinkedDocumentById(reader, combine, { model, shared, hasMuscles: true });
