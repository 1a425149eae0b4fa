import { sql } from 'slonik';
import { z } from 'zod';
import type { Instant, PersonalTokenId } from '../../events/ids.ts';
import { scopes } from '../../events/token-values.ts';

const id = z.string().transform((text) => text as PersonalTokenId);
const instant = z.string().transform((text) => text as Instant);
const scopeList = z.array(z.enum(scopes));
export const storedRow = z.object({ id, scopes: scopeList, generation: z.number(), expiresAt: instant });
export const listedRow = z.object({
  ...{ id, name: z.string(), scopes: scopeList, createdAt: z.string(), expiresAt: z.string() },
  lastUsedAt: z.string().nullable(),
});
export const hashRow = z.object({ hash: z.string() });

export const listed = sql.fragment`id::text, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_at AS "lastUsedAt"`;
export const isValid = (generation: number) =>
  sql.fragment`(generation >= ${generation} AND revoked_at IS NULL AND expires_at > now())`;
