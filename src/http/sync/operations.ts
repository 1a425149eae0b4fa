import { z } from 'zod';
import { idempotencyKey } from '../requests/conditions.ts';
import { instant, jsonSchemaOf } from '../requests/fields.ts';
import { type ParsedParts, type RequestParts, requestSchema } from '../requests/read.ts';
import type { Route } from '../route.ts';

/** A route whose command can be sent to `/sync`. */
export type Operation = Readonly<{
  route: Route & Required<Pick<Route, 'offline'>>;
  /** The schema of the route's request, the same as for a request to the route itself. */
  schema: z.ZodType<ParsedParts<RequestParts>>;
}>;

const isOffline = (route: Route): route is Operation['route'] => route.offline !== undefined;

/** The operations of those routes that may be used without network, by their ids. */
export const operationsOf = (routes: readonly Route[]): ReadonlyMap<string, Operation> =>
  new Map(
    routes.filter(isOffline).map((route) => {
      // A superuser's right, or a sign-in, is checked by the guard of a route, which `/sync` does not call.
      if (route.guard !== 'user') throw new Error(`${route.operationId} cannot be used without network`);
      return [route.operationId, { route, schema: requestSchema(route.request) }];
    }),
  );

const maxCommands = 500;

/**
 * The schema of a batch of commands. Of a command it checks only that it is an object: one that is malformed is refused
 * alone. The API documentation describes the commands, and says that any other object is allowed.
 */
export const batchOf = (operations: ReadonlyMap<string, Operation>) => {
  const items = {
    anyOf: [
      describedCommand(operations),
      { type: 'object', additionalProperties: true, description: 'Any other object is answered alone, as refused.' },
    ],
  };
  const command = z.looseObject({});
  return z.strictObject({ commands: z.array(command).min(1).max(maxCommands).meta({ items }) });
};

const describedCommand = (operations: ReadonlyMap<string, Operation>) => ({
  title: 'SyncCommand',
  description: 'A command: the request of its operation, with a key and the time at which it was made.',
  oneOf: [...operations].map(([id, { route }]) => jsonSchemaOf(commandOf(id, route))),
});

const commandOf = (id: string, { request: { path, body }, summary, needsIfMatch }: Route) =>
  z
    .strictObject({
      key: idempotencyKey,
      operation: z.literal(id),
      ...(path && { path }),
      ...(body && { body }),
      occurredAt: instant,
      ifMatch: needsIfMatch ? z.string() : z.string().optional(),
    })
    .describe(summary);
