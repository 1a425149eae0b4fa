import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { assignableRoles, assignedPasswordLength } from '../../events/values.ts';
import { accountName, email } from '../access/access-requests.ts';
import { anyId, booleanText, instant, textOf } from '../requests/fields.ts';
import { pageParameters, searchString, sortOrder, updatedAfter } from '../requests/list.ts';

export const userPath = z.object({ id: anyId<AccountId>().describe('The id of the account.') });
const assignedPassword = textOf(assignedPasswordLength);

export const createUser = z.strictObject({
  email,
  password: assignedPassword,
  name: accountName.default(null),
  isActive: z.boolean().default(true),
  isSuperuser: z.boolean().default(false),
});

export const editUser = z.strictObject({
  name: accountName.exactOptional(),
  email: email.exactOptional(),
  password: assignedPassword.nullable().exactOptional(),
  isActive: z.boolean().exactOptional(),
  isSuperuser: z.boolean().exactOptional(),
});

export const listUsers = z.strictObject({
  ...pageParameters,
  searchString: searchString.describe('A part of the name or of the email address, in any case.'),
  orderBy: z.enum(['name', 'email', 'createdAt', 'updatedAt']).default('name').describe('What the list is sorted by.'),
  sortOrder: sortOrder.default('asc'),
  isActive: booleanText.optional().describe('Only accounts that can, or cannot, sign in.'),
  createdBefore: instant.optional().describe('Only accounts that were created then or before.'),
  createdAfter: instant.optional().describe('Only accounts that were created then or after.'),
  updatedAfter,
});

export const rolePath = z.object({ email: email.describe('The email address of the account.') });
export const changeRole = z.strictObject({ roleSlug: z.enum(assignableRoles) });
