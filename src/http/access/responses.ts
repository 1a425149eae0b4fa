import { z } from 'zod';
import { roles } from '../../events/values.ts';
import { id, instant } from '../responses/fields.ts';

/** An account as its owner sees it. */
export const self = z.strictObject({
  id,
  name: z.string().nullable(),
  email: z.string(),
  isActive: z.boolean(),
  isSuperuser: z.boolean(),
  roleSlug: z.enum(roles),
});

/** An account as superusers see it. */
export const account = z.strictObject({
  ...self.shape,
  roleName: z.string(),
  createdAt: instant,
  updatedAt: instant,
});

/** One sign-in; `userAgent` is that of the client that signed in. */
export const authSession = z.strictObject({
  id,
  userAgent: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant,
  isCurrent: z.boolean(),
});
