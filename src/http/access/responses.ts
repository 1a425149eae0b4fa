import { z } from 'zod';
import { categories, perQuota } from '../../events/schemas.ts';
import { scopes } from '../../events/token-values.ts';
import { roles } from '../../events/values.ts';
import { count, id, instant } from '../responses/fields.ts';

/** The response body that shows an account to the person who uses it. */
export const self = z
  .strictObject({
    id,
    name: z.string().nullable(),
    email: z.string(),
    isActive: z.boolean().describe('Whether the account can sign in.'),
    isSuperuser: z.boolean().describe('Whether the account has administrator rights.'),
    roleSlug: z.enum(roles).describe('The role, which is independent of `isSuperuser`.'),
  })
  .meta({ id: 'OwnAccount', description: "The caller's own account." });

/** The response body that shows an account to a superuser. */
export const account = z
  .strictObject({
    ...self.shape,
    roleName: z.string().describe('The name of the role for people to read.'),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Account', description: 'An account, as superusers see it.' });

const limit = z.int().min(1).nullable().describe('How many there may be; null when there is no limit.');
const used = z.strictObject({ used: count.describe('How many there are.'), limit });
const atOnce = z.strictObject({ limit });

/** The response body that shows what an account has used of its limits. `limit` is null where there is none. */
export const usage = z
  .strictObject({
    ...perQuota(() => used),
    signIns: used,
    personalTokens: used,
    appGrants: used,
    webhooks: used,
    requestsAtOnce: atOnce,
    uploadsAtOnce: atOnce,
    streamsAtOnce: atOnce,
  })
  .meta({ id: 'Usage', description: 'What an account has used of its limits.' });

/** The response body that shows one auth session. `userAgent` is the `User-Agent` of the client that signed in. */
export const authSession = z
  .strictObject({
    id,
    userAgent: z.string().nullable().describe('The `User-Agent` of the client that signed in.'),
    createdAt: instant,
    lastUsedAt: instant,
    isCurrent: z.boolean().describe('Whether this request belongs to it.'),
  })
  .meta({ id: 'AuthSession', description: 'One sign-in with all its tokens.' });

/** The response body that shows one personal access token, without the token itself. */
export const personalToken = z
  .strictObject({
    id,
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'PersonalToken', description: 'A personal access token, without the token itself.' });

/** The response body that shows what an account allows an app. */
export const appGrant = z
  .strictObject({
    id,
    appName: z.string().describe('The name that the app gives itself.'),
    clientId: z.string().describe('The OAuth client id of the app: the URL of its metadata document, if it has one.'),
    scopes: z.array(z.enum(scopes)),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'AppGrant', description: 'What an account allows an app.' });

const thing = { type: z.enum(categories), id };

/** The response body of an undo. */
export const undoReport = z
  .strictObject({
    preview: z.boolean(),
    undone: z
      .array(
        z.strictObject({
          ...thing,
          changes: z.array(z.string()).describe('What was changed now, in sentences; none if it was undone before.'),
        }),
      )
      .describe('The things that have what they had before.'),
    left: z
      .array(
        z.strictObject({
          ...thing,
          reason: z.string().describe('`changed-since`, `not-reversible`, or the code of a refusal.'),
          detail: z.string(),
        }),
      )
      .describe('The things that were left alone.'),
  })
  .meta({ id: 'UndoReport', description: 'What an undo has changed, and what it has left alone.' });

/** The response body that shows a new personal access token, with the token itself. */
export const newPersonalToken = z
  .strictObject({ ...personalToken.shape, token: z.string().describe('The token. No other response contains it.') })
  .meta({ id: 'NewPersonalToken', description: 'A new personal access token, with the token itself.' });
