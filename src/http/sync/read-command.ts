import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { Instant } from '../../events/ids.ts';
import type { NamedThings } from '../../use-cases/sync/named-things.ts';
import { HttpError } from '../problem.ts';
import { idempotencyKey, ifMatch, requireCondition } from '../requests/conditions.ts';
import { instant } from '../requests/fields.ts';
import { check, type ParsedParts, type RequestParts } from '../requests/read.ts';
import { isObject } from '../requests/validation-errors.ts';
import type { Operation } from './operations.ts';

/** A valid command of a batch. */
export type SyncCommand = Readonly<{
  key: string;
  operation: Operation;
  parts: ParsedParts<RequestParts>;
  occurredAt: Instant;
  names: NamedThings;
  /** The path of the request to the command's own route. */
  path: string;
}>;

/** A command of a batch that is not valid. `names` is null when it is unknown what the command is about. */
export type MalformedCommand = Readonly<{
  key: string | null;
  refusal: DomainError | HttpError;
  names: NamedThings | null;
  path: string;
}>;

type RawCommand = Readonly<Partial<Record<'key' | 'operation' | 'path' | 'body' | 'ifMatch', unknown>>>;

/** Creates the function that reads one command of a batch. */
export function createReadCommand(operations: ReadonlyMap<string, Operation>) {
  const schema = z.object({
    command: z.strictObject({
      key: idempotencyKey,
      operation: z.enum([...operations.keys()]),
      path: z.unknown().optional(),
      body: z.unknown().optional(),
      occurredAt: instant,
      ifMatch: ifMatch.optional(),
    }),
  });
  return (item: unknown): SyncCommand | MalformedCommand => {
    const raw: RawCommand = isObject({ value: item }) ? (item as RawCommand) : {};
    const operation = typeof raw.operation === 'string' ? operations.get(raw.operation) : undefined;
    try {
      const { key, occurredAt } = check(schema, { command: item }).command;
      if (!operation) throw new Error(`The operation ${raw.operation} has a name but no route`);
      const parts = check(operation.schema, partsOf(raw));
      requireCondition(operation.route, raw.ifMatch);
      return {
        key,
        operation,
        parts,
        occurredAt,
        names: operation.route.offline(parts),
        path: pathOf(operation, parts),
      };
    } catch (refusal) {
      if (!(refusal instanceof DomainError || refusal instanceof HttpError)) throw refusal;
      return { key: idempotencyKey.safeParse(raw.key).data ?? null, refusal, ...identify(operation, raw) };
    }
  };
}

/** The parts of the request that the command would be if it were sent to its own route. */
const partsOf = ({ key, path = {}, body, ifMatch: condition }: RawCommand) => ({
  ...{ path, query: {}, body },
  headers: { 'idempotency-key': key, ...(condition !== undefined && { 'if-match': condition }) },
});

const pathOf = ({ route }: Operation, { path = {} }: Readonly<{ path?: Readonly<Record<string, unknown>> }>): string =>
  route.path.replaceAll(/:(\w+)/g, (_, name: string) => String(path[name]));

/** What a malformed command is about, as far as its ids say. */
function identify(operation: Operation | undefined, { path, body }: RawCommand) {
  const schema = operation?.route.request.path ?? z.object({});
  const ids = schema.safeParse(path ?? {});
  if (!operation || !ids.success) return { names: null, path: '/api/v1/sync' };
  const parts = { path: ids.data, body: { ids: [], units: [], ...(idsIn(body) as object | undefined) } };
  return { names: operation.route.offline(parts as never), path: pathOf(operation, parts) };
}

const uuidLength = 36;
const maxDepth = 5;
const namesOfLists: ReadonlySet<string> = new Set(['ids', 'exercises', 'sets', 'units']);
const namesOfIds: ReadonlySet<string> = new Set([
  ...namesOfLists,
  'id',
  'exerciseId',
  'unitId',
  'unitExerciseId',
  'plan',
]);

/** The ids in a body, under the same names; all else is left out. Any other value in place of a list becomes `[]`. */
function idsIn(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length === uuidLength ? value.toLowerCase() : undefined;
  if (typeof value !== 'object' || value === null || depth > maxDepth) return undefined;
  if (Array.isArray(value)) return value.map((each) => idsIn(each, depth + 1)).filter((each) => each !== undefined);
  const members = Object.entries(value).filter(([name]) => namesOfIds.has(name));
  return Object.fromEntries(
    members.map(([name, each]) => [name, namesOfLists.has(name) && !Array.isArray(each) ? [] : idsIn(each, depth + 1)]),
  );
}
