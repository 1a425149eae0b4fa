import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { assignableRoles, assignedPasswordLength } from '../../events/values.ts';
import { accountName, email } from '../access/access-requests.ts';
import { anyId, booleanText, instant, textOf } from '../requests/fields.ts';
import { pageParameters, searchString, sortOrder } from '../requests/list.ts';

export const userPath = z.object({ id: anyId<AccountId>() });
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
  searchString,
  orderBy: z.enum(['name', 'email', 'createdAt']).default('name'),
  sortOrder: sortOrder.default('asc'),
  isActive: booleanText.optional(),
  createdBefore: instant.optional(),
  createdAfter: instant.optional(),
});

export const rolePath = z.object({ email });
export const changeRole = z.strictObject({ roleSlug: z.enum(assignableRoles) });
