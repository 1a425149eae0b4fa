import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { assignableRoles, assignedPasswordLength } from '../../events/values.ts';
import { accountName, email } from '../access/access-requests.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, booleanText, instant, text } from '../requests/fields.ts';
import { pageParameters, searchString, sortOrder } from '../requests/list.ts';

const headers = commandHeaders;
const path = z.object({ id: anyId<AccountId>() });
const givenPassword = text(assignedPasswordLength.max).min(assignedPasswordLength.min);

export const onUser = z.object({ path, headers });
export const getUser = z.object({ path });

export const createUser = z.object({
  headers,
  body: z.strictObject({
    email,
    password: givenPassword,
    name: accountName.default(null),
    isActive: z.boolean().default(true),
    isSuperuser: z.boolean().default(false),
  }),
});

export const editUser = z.object({
  path,
  headers,
  body: z.strictObject({
    name: accountName.exactOptional(),
    email: email.exactOptional(),
    password: givenPassword.nullable().exactOptional(),
    isActive: z.boolean().exactOptional(),
    isSuperuser: z.boolean().exactOptional(),
  }),
});

export const listUsers = z.object({
  query: z.strictObject({
    ...pageParameters,
    searchString,
    orderBy: z.enum(['name', 'email', 'createdAt']).default('name'),
    sortOrder: sortOrder.default('asc'),
    isActive: booleanText.optional(),
    createdBefore: instant.optional(),
    createdAfter: instant.optional(),
  }),
});

export const changeRole = z.object({
  path: z.object({ email }),
  headers,
  body: z.strictObject({ roleSlug: z.enum(assignableRoles) }),
});
