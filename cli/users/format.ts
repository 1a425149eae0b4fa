import type { AccountDocument } from '../../src/documents/account.ts';
import { columnsOf } from '../host/text.ts';

const statusOf = ({ isActive }: AccountDocument): string => (isActive ? 'active' : 'inactive');
const rightsOf = ({ isSuperuser }: AccountDocument): string => (isSuperuser ? 'administrator' : 'user');

/** Formats an account as one line. */
export const accountLine = (each: AccountDocument): string =>
  columnsOf([
    ...[each.id, each.createdAt.slice(0, 19), statusOf(each), rightsOf(each), each.roleSlug],
    ...[each.email, each.name ?? ''],
  ]);

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
