import type { Route } from '../route.ts';
import type { ApiDocument } from './document.ts';

type Media = { schema?: object };
type Parameter = Readonly<{
  name: string;
  in: string;
  description?: string;
  example?: unknown;
  schema?: Readonly<{ type?: string; description?: string }>;
}>;
type Operation = {
  readonly operationId: string;
  parameters?: readonly Parameter[];
  readonly requestBody?: Readonly<{ content: Readonly<Record<string, Media>> }>;
};

const operationsOf = ({ paths = {} }: ApiDocument): readonly Operation[] =>
  Object.values(paths).flatMap((path) => Object.values(path as object) as Operation[]);

/**
 * Gives each parameter the description of its schema, which a parameter with a default lacks, and the value that it has
 * in the example of its route.
 */
export function withParameterDetails(document: ApiDocument, routes: readonly Route[]): ApiDocument {
  const examples = new Map(routes.map(({ operationId, example }) => [operationId, example.request]));
  for (const operation of operationsOf(document)) {
    const sent = { ...examples.get(operation.operationId) } as Readonly<Record<string, Record<string, unknown>>>;
    operation.parameters = (operation.parameters ?? []).map((each) => {
      const description = each.description ?? each.schema?.description;
      const value = sent[each.in]?.[each.name];
      const example = each.schema?.type === 'integer' && value !== undefined ? Number(value) : value;
      return { ...each, ...(description !== undefined && { description }), ...(example !== undefined && { example }) };
    });
  }
  return document;
}

/**
 * Moves the schema of each JSON body of a request to the named schemas, such as `LogSetRequest`, and schemas with a title
 * as well. Generated clients then have types for them.
 */
export function withNamedRequests(document: ApiDocument): ApiDocument {
  const named = operationsOf(document).flatMap(({ operationId, requestBody }) => {
    const media = requestBody?.content['application/json'];
    if (!media?.schema) return [];
    const { schema } = media;
    const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Request`;
    for (const each of Object.values(requestBody?.content ?? {}))
      each.schema = { $ref: `#/components/schemas/${name}` };
    return [[name, { ...schema, description: `The body of \`${operationId}\`.` }]];
  });
  const titled: Record<string, object> = {};
  const requests = nameTitled(Object.fromEntries(named), titled);
  const schemas = { ...document.components?.schemas, ...(requests as object), ...titled };
  return { ...document, components: { ...document.components, schemas } };
}

/** Replaces each schema with a title by a reference, and adds it to the named schemas. */
function nameTitled(part: unknown, titled: Record<string, object>): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((each) => nameTitled(each, titled));
  const named = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, nameTitled(value, titled)]));
  if (typeof named.title !== 'string') return named;
  const { title, ...schema } = named;
  titled[title] = schema;
  return { $ref: `#/components/schemas/${title}` };
}
