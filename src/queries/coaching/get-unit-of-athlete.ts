import type { AccountId } from '../../events/ids.ts';
import type { Reader } from '../consistency/reader.ts';
import { type LinkedText, linkedDocumentById } from '../exercises/linked-document-by-id.ts';
import { readModels } from '../read-models.ts';
import type { GetUnit } from '../units/get-unit.ts';

/**
 * A training unit that an athlete owns, as another account sees it: without the grants. What others share with the athlete
 * is not the athlete's to show.
 */
export const getUnitOfAthlete = (reader: Reader, viewer: AccountId, question: GetUnit): Promise<LinkedText | null> =>
  linkedDocumentById(reader, { ...question, model: readModels.units, hasMuscles: true, viewer });
