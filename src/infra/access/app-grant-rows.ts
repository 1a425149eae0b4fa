import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, AppGrantId, Instant } from '../../events/ids.ts';
import { scopes } from '../../events/token-values.ts';

const id = z.string().transform((text) => text as AppGrantId);
const scopeList = z.array(z.enum(scopes));
const instant = z.string().transform((text) => text as Instant);

export const tokenRow = z.object({
  ...{ id, scopes: scopeList, generation: z.number(), expiresAt: instant, resource: z.string() },
});
export const listedRow = z.object({
  ...{ id, appName: z.string(), clientId: z.string(), scopes: scopeList, createdAt: z.string(), expiresAt: z.string() },
  lastUsedAt: z.string().nullable(),
});
export const grantRow = z.object({
  ...{ id, account: z.string().transform((text) => text as AccountId), generation: z.number(), clientId: z.string() },
  ...{ resource: z.string(), scopes: scopeList, createdAt: z.number(), expiresAt: z.number() },
});
export const nameRow = z.object({ id: z.string(), appName: z.string() });
export const hashRow = z.object({ hash: z.string() });
export const accountRow = z.object({ account: z.string().transform((text) => text as AccountId) });

export const listed = sql.fragment`id::text, app_name AS "appName", client_id AS "clientId", scopes,
  created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"`;
export const isValid = (generation: number) =>
  sql.fragment`(generation >= ${generation} AND ended_at IS NULL AND expires_at > now())`;
