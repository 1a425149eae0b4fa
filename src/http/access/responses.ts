import { z } from 'zod';
import { perQuota, roles } from '../../events/values.ts';
import { count, id, instant } from '../responses/fields.ts';

/** The response body that shows an account to the person who uses it. */
export const self = z.strictObject({
  id,
  name: z.string().nullable(),
  email: z.string(),
  isActive: z.boolean(),
  isSuperuser: z.boolean(),
  roleSlug: z.enum(roles),
});

/** The response body that shows an account to a superuser. */
export const account = z.strictObject({
  ...self.shape,
  roleName: z.string(),
  createdAt: instant,
  updatedAt: instant,
});

const limit = z.int().min(1).nullable();
const used = z.strictObject({ used: count, limit });
const atOnce = z.strictObject({ limit });

/** The response body that shows what an account has used of its limits. `limit` is null where there is none. */
export const usage = z.strictObject({
  ...perQuota(() => used),
  signIns: used,
  requestsAtOnce: atOnce,
  uploadsAtOnce: atOnce,
});

/** The response body that shows one auth session. `userAgent` is the `User-Agent` of the client that signed in. */
export const authSession = z.strictObject({
  id,
  userAgent: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant,
  isCurrent: z.boolean(),
});
