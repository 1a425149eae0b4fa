import { z } from 'zod';
import type { Route } from '../../../src/http/route.ts';

/**
 * The property names and enumerated values in the request schemas of a route, from which tests build random requests.
 */
export type Vocabulary = Readonly<{
  members: readonly string[];
  parameters: readonly string[];
  values: readonly string[];
}>;

export function vocabularyOf({ request, uploads = {} }: Route): Vocabulary {
  const parts = [request, ...Object.values(uploads)];
  const bodies = parts.flatMap(({ body }) => (body ? [jsonSchemaOf(body)] : []));
  const queries = parts.flatMap(({ query }) => (query ? [jsonSchemaOf(query)] : []));
  const both = [...bodies, ...queries];
  return {
    members: bodies.flatMap(namesIn),
    parameters: queries.flatMap(namesIn),
    values: both.flatMap(valuesIn),
  };
}

const jsonSchemaOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** The names of all properties in a JSON schema, at any depth. */
function namesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}

/** The values of all enumerations in a JSON schema, at any depth. */
function valuesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'enum' in schema && Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  return [...own, ...Object.values(schema).flatMap(valuesIn)];
}
