import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleAnswers, exampleBatch } from './examples.ts';
import { batchOf, operationsOf } from './operations.ts';
import { createReadCommand } from './read-command.ts';
import { syncAnswers } from './responses.ts';
import { runCommands } from './run-commands.ts';

/** Creates the route that takes commands which were made without network. They are commands of the given routes. */
export function createSyncRoutes(routes: readonly Route[]): readonly Route[] {
  const operations = operationsOf(routes);
  const readCommand = createReadCommand(operations);
  return [
    route({
      method: 'post',
      path: '/api/v1/sync',
      operationId: 'sync',
      tag: 'sync',
      guard: 'user',
      runsAlone: true,
      summary: 'Send commands that were made without network.',
      description:
        'Each command is what a request to its own route would be, and is executed the same way. The order within a ' +
        'batch is free, and a batch may be repeated. A command that names something unknown is `deferred`: send it ' +
        'again later.',
      request: { body: batchOf(operations) },
      responses: { 200: response(syncAnswers, 'X-Consistency-Token') },
      problems: ['concurrent-change'],
      example: { request: { body: exampleBatch }, response: { status: 200, body: exampleAnswers } },
      handle: (deps) => async (input) => {
        const { answers, positions } = await runCommands(deps, input, input.body.commands.map(readCommand));
        return { status: 200, body: { answers }, position: positions };
      },
    }),
  ];
}
