import type { AccountDocument } from '../../src/documents/account.ts';
import type { Columns } from '../host/table.ts';
import { columnsOf } from '../host/text.ts';

const statusOf = ({ isActive }: AccountDocument): string => (isActive ? 'active' : 'inactive');
const rightsOf = ({ isSuperuser }: AccountDocument): string => (isSuperuser ? 'administrator' : 'user');

export const accountColumns: Columns<AccountDocument> = {
  ID: ({ id }) => id,
  CREATED: ({ createdAt }) => createdAt.slice(0, 19),
  STATUS: statusOf,
  RIGHTS: rightsOf,
  ROLE: ({ roleSlug }) => roleSlug,
  EMAIL: ({ email }) => email,
  NAME: ({ name }) => name ?? '',
};

/** Formats an account as several lines, one per field. */
export const accountLines = (each: AccountDocument): string[] =>
  [
    ['id', each.id],
    ['email', each.email],
    ['name', each.name ?? ''],
    ['status', statusOf(each)],
    ['rights', rightsOf(each)],
    ['role', each.roleSlug],
    ['created', each.createdAt],
    ['updated', each.updatedAt],
  ].map(columnsOf);
