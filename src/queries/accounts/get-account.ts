import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type DocumentText, documentById } from '../statements/document-by-id.ts';

export type GetAccount = Readonly<{ id: AccountId; requiredPosition: RequiredPosition }>;

/** An `AccountDocument`; null when there is no such account. */
export const getAccount = (reader: Reader, question: GetAccount): Promise<DocumentText | null> =>
  documentById(reader, { ...question, model: readModels.accounts, owner: question.id });
