import fc from 'fast-check';
import { isDocumented, resolve } from './contract.ts';
import { at, type Schema, typesOf } from './documented-schema.ts';
import { allowedValues, type KnownIds, objectsOf } from './schema-values.ts';
import { forbiddenValues } from './schema-violations.ts';

type Parameter = Readonly<{ name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }>;
type Values = Readonly<Record<string, unknown>>;

/** A request to an operation of the document. */
export type DocumentedRequest = Readonly<{
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string | FormData | URLSearchParams;
}>;

/** An operation as the document describes it. */
export type Operation = Readonly<{
  path: string;
  method: string;
  operationId: string;
  parameters: readonly Parameter[];
  /** The schema of the body by media type, with its place in the document. Empty when the operation has no body. */
  bodies: readonly Readonly<{ type: string; schema: Schema; place: readonly string[]; example?: unknown }>[];
  needsBody: boolean;
}>;

type Parts = Readonly<{ values: Values; body?: unknown; type: string }>;
type Body = Operation['bodies'][number];

export function operationAt(path: string, method: string): Operation {
  const place = ['paths', path, method];
  const [found] = resolve(place);
  const {
    operationId,
    parameters = [],
    requestBody,
  } = found as {
    operationId: string;
    parameters?: readonly (Parameter & { $ref?: string })[];
    requestBody?: { required?: boolean; content: Readonly<Record<string, { schema: Schema; example?: unknown }>> };
  };
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema, example }]) => {
    const [target, of] = resolve([...place, 'requestBody', 'content', type, 'schema']);
    return { type, schema: target === undefined ? schema : (target as Schema), place: of, example };
  });
  return {
    path,
    method,
    operationId,
    parameters: parameters.map((each) => (each.$ref ? (resolve(each.$ref.slice(2).split('/'))[0] as Parameter) : each)),
    bodies,
    needsBody: requestBody?.required ?? false,
  };
}

/** Generates requests that the document allows. */
export const allowedRequests = (operation: Operation, ids: () => KnownIds): fc.Arbitrary<DocumentedRequest> =>
  partsOf(operation, ids).map((parts) => requestOf(operation, parts));

/** Generates requests that break one rule of the document; null when the operation has no rules. */
export function forbiddenRequests(operation: Operation, ids: () => KnownIds): fc.Arbitrary<DocumentedRequest> | null {
  const allowed = partsOf(operation, ids);
  const wrongParameters = operation.parameters.flatMap(({ name, schema }) => {
    const values = forbiddenValues(schema, true);
    if (values === null) return [];
    const texts = values.filter((value) => isForbiddenText(value, schema));
    return [
      fc.tuple(allowed, texts).map(([parts, value]) => ({ ...parts, values: { ...parts.values, [name]: value } })),
    ];
  });
  const wrongBodies = operation.bodies.flatMap((body) => {
    const values = forbiddenValues(body.schema, isForm(body.type));
    if (values === null) return [];
    const bodies = values.filter((value) => !isDocumented(body.place, asSent(value, body)));
    return [fc.tuple(allowed, bodies).map(([parts, value]) => ({ ...parts, body: value, type: body.type }))];
  });
  const missing = operation.needsBody && operation.bodies[0]?.type === 'application/json';
  const withoutBody = missing ? [allowed.map(({ body: _, ...parts }) => parts)] : [];
  const all = [...wrongParameters, ...wrongBodies, ...withoutBody];
  return all.length === 0 ? null : fc.oneof(...all).map((parts) => requestOf(operation, parts));
}

function partsOf({ parameters, bodies, needsBody }: Operation, ids: () => KnownIds): fc.Arbitrary<Parts> {
  const random = objectsOf(
    Object.fromEntries(parameters.map(({ name, schema }) => [name, allowedValues(schema, ids)])),
    parameters.filter(({ required }) => required).map(({ name }) => name),
  );
  const values = fc
    .tuple(random, fc.option(fc.nat()))
    .map(([some, pick]) => ({ ...some, ...nestedIds(parameters, pick === null ? [] : picked(ids(), pick)) }));
  if (bodies.length === 0) return values.map((some) => ({ values: some, type: '' }));
  const withBody = bodies.map(({ type, schema, place, example }) => {
    const random = allowedValues(schema, ids).filter((body) => isDocumented(place, body));
    const body = example === undefined ? random : fc.oneof(fc.constant(example), random);
    return fc.record({ values, body, type: fc.constant(type) });
  });
  const without = values.map((some) => ({ values: some, type: '' }));
  return fc.oneof(...withBody, ...(needsBody ? [] : [without]));
}

const picked = (ids: KnownIds, pick: number): readonly string[] => ids[pick % ids.length] ?? [];

/** Values of the ids in a path from one response, so that they belong to things which contain each other. */
function nestedIds(parameters: readonly Parameter[], ids: readonly string[]): Values {
  const named = parameters.filter((each) => each.in === 'path' && at(each.schema).format === 'uuid');
  return Object.fromEntries(named.flatMap(({ name }, index) => (ids[index] === undefined ? [] : [[name, ids[index]]])));
}

const isForm = (type: string): boolean => type === 'multipart/form-data' || type.includes('form-urlencoded');

/** The value that a form sends: what the text of each field means under its schema. */
function asSent(value: unknown, { type, schema }: Body): unknown {
  if (!isForm(type) || typeof value !== 'object' || value === null) return value;
  const { properties = {} } = schema;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, fromText(String(member), at(properties[name] ?? {}))]),
  );
}

/** Converts a text of a query, header or form to the type that the schema demands. */
function fromText(text: string, schema: Schema): unknown {
  const types = typesOf(schema);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = types.includes('integer') || types.includes('number');
  return isNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Whether the value is still forbidden as a text, and can be a header or a part of a path. */
function isForbiddenText(value: unknown, given: Schema): boolean {
  const schema = at(given);
  const items = Array.isArray(value) ? value : [value];
  const text = items.map((each) => fromText(String(each), Array.isArray(value) ? at(schema.items ?? {}) : schema));
  return !isValid(schema, Array.isArray(value) ? text : text[0]) && !['', '.', '..'].includes(String(value));
}

const isValid = (schema: Schema, value: unknown): boolean => isDocumented(schema, value);

function requestOf({ path, parameters }: Operation, { values, body, type }: Parts): DocumentedRequest {
  const at = (place: Parameter['in']) => parameters.filter((each) => each.in === place && each.name in values);
  const target = at('path').reduce(
    (text, { name }) => text.replace(`{${name}}`, encodeURIComponent(String(values[name]))),
    path,
  );
  const query = new URLSearchParams(
    at('query').flatMap(({ name }) => [values[name]].flat().map((value): [string, string] => [name, String(value)])),
  );
  const headers = Object.fromEntries(at('header').map(({ name }) => [name.toLowerCase(), headerText(values[name])]));
  return {
    path: query.size === 0 ? target : `${target}?${query}`,
    headers: { ...headers, ...(body !== undefined && type !== 'multipart/form-data' && { 'content-type': type }) },
    ...(body !== undefined && { body: bodyOf(body, type) }),
  };
}

/** The value as a header, whose characters are Latin-1. */
const headerText = (value: unknown): string =>
  String(value)
    .replaceAll(/[^\x20-\xff]/g, '?')
    .trim();

function bodyOf(body: unknown, type: string): NonNullable<DocumentedRequest['body']> {
  if (type === 'text/csv') return String(body);
  if (!isForm(type)) return JSON.stringify(body) ?? '';
  const fields = Object.entries(body as object).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as [string, string]],
  );
  if (type !== 'multipart/form-data') return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, name === 'file' ? new Blob([value]) : value);
  return form;
}
