import { createApiDocument } from '../../../src/http/openapi/document.ts';
import { routes } from '../../../src/http/routes.ts';
import { type Components, type Operation, operationText } from './operation.ts';
import { referencePages } from './pages.ts';
import { type LinkToType, nameOfRef, type Schema } from './schema-words.ts';
import { membersTable } from './tables.ts';

type Place = Readonly<{ method: string; path: string; operation: Operation }>;
type Document = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: Components;
}>;

/** The reference of the HTTP API from the OpenAPI document. Each page has the types that it is the first to use. */
export function httpPages(): readonly Readonly<{ path: string; text: string }>[] {
  const { paths, components } = createApiDocument(routes, { version: '', hostCookies: false }) as unknown as Document;
  const places = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  const pageOfType = new Map<string, string>();
  const link: LinkToType = (name) => `/${pageOfType.get(name)}#type-${name}`;
  const pages = referencePages.map((page) => {
    const own = places.filter(({ operation }) => operation.tags[0] === page.tag);
    const types = [...typesOf(own, components)].filter((name) => !pageOfType.has(name)).toSorted();
    for (const name of types) pageOfType.set(name, page.path);
    return { page, own, types };
  });
  return pages.map(({ page: { title, path, description }, own, types }) => {
    const operations = own.map((place) => operationText(place, components, link));
    const told = types.map((name) => typeText(name, components.schemas[name] ?? {}, link));
    return { path, text: [`# ${title}\n\n${description}\n`, ...operations, ...told].join('\n') };
  });
}

const typeText = (name: string, schema: Schema, link: LinkToType): string =>
  `## ${name} {#type-${name}}\n\n${schema.description ?? ''}\n${membersTable(schema, link)}`;

/** The names of the types that operations use, also inside of other types. */
function typesOf(places: readonly Place[], { schemas, responses }: Components): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = places.map(({ operation: { requestBody, responses } }) => [requestBody, responses]);
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part !== 'object' || part === null) continue;
    if (!('$ref' in part)) {
      open.push(...Object.values(part).filter((each) => each !== undefined));
      continue;
    }
    const [ref, name] = [String(part.$ref), nameOfRef(String(part.$ref))];
    if (ref.startsWith('#/components/responses/')) open.push(responses[name]);
    if (!ref.startsWith('#/components/schemas/') || found.has(name)) continue;
    found.add(name);
    open.push(schemas[name]);
  }
  return found;
}
