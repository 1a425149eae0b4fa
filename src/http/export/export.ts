import { z } from 'zod';
import { selfOf } from '../../documents/account.ts';
import { historyFormat } from '../../events/values.ts';
import { type CsvFormatName, csvFormats } from '../../exports/formats.ts';
import { lossMeanings } from '../../exports/loss-kinds.ts';
import { exportCsv, exportHistory, readLosses } from '../../use-cases/export/export-history.ts';
import { historyReader } from '../../use-cases/export/history-reader.ts';
import type { Dependencies } from '../dependencies.ts';
import { at } from '../examples.ts';
import type { Caller } from '../guards.ts';
import { json, streamed } from '../reply.ts';
import { response, streamOf } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { sessionId } from '../training-sessions/examples.ts';
import { exportLine, exportLosses } from './responses.ts';

const csvNames = Object.keys(csvFormats) as [CsvFormatName, ...CsvFormatName[]];
const exportQuery = z.strictObject({
  format: z
    .enum([historyFormat.name, ...csvNames])
    .default(historyFormat.name)
    .describe('The format of the file: all of the history, or the training sessions for another app.'),
});
const lossesQuery = z.strictObject({ format: z.enum(csvNames).describe('The format of the other app.') });
const lossesPath = '/api/v1/export/losses';

const readerFor = ({ queries, config: { imageBase } }: Dependencies, { account, requiredPosition }: Caller) =>
  historyReader(queries.readHistoryPage, { owner: account.id, requiredPosition, imageBase });

/** The routes that export the caller's whole history. */
export const exportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/export',
    operationId: 'exportHistory',
    tag: 'export',
    guard: 'user',
    summary: 'Export your whole history, or your training sessions for another app.',
    description:
      'The format `irontrack` is NDJSON: a line with the format and its version, your account, own exercises, body ' +
      'measurements, training sessions and imports, each as the API answers it, and a last line with their numbers. `importFile` reads it ' +
      'back without loss. The formats `strong` and `hevy` are CSV; `Link` names what they cannot hold. A page of ' +
      'documents is read at a time, so each is as it was at some moment of the export.',
    request: { query: exportQuery },
    responses: { 200: streamOf(exportLine, ['application/x-ndjson', 'text/csv'], 'Link') },
    problems: ['read-model-behind'],
    example: {
      request: { query: {} },
      response: {
        status: 200,
        body: { kind: 'export', format: historyFormat.name, version: historyFormat.version, exportedAt: at },
      },
    },
    handle:
      (deps) =>
      ({ query: { format }, caller }) => {
        const read = readerFor(deps, caller);
        if (format !== historyFormat.name) {
          const link = `<${lossesPath}?format=${format}>; rel="describedby"`;
          return { ...streamed({ type: 'text/csv', content: exportCsv({ format, read }) }), link };
        }
        const content = exportHistory({ account: selfOf(caller.account), exportedAt: deps.clock(), read });
        return { ...streamed({ type: 'application/x-ndjson', content }), link: null };
      },
  }),
  route({
    method: 'get',
    path: lossesPath,
    operationId: 'listExportLosses',
    tag: 'export',
    guard: 'user',
    summary: 'List what a file for another app cannot hold of your training sessions.',
    request: { query: lossesQuery },
    responses: { 200: response(exportLosses) },
    problems: ['read-model-behind'],
    example: {
      request: { query: { format: 'strong' } },
      response: {
        status: 200,
        body: {
          format: 'strong',
          losses: [{ kind: 'supersets', meaning: lossMeanings.supersets, count: 4, sessionId }],
        },
      },
    },
    handle:
      (deps) =>
      async ({ query: { format }, caller }) =>
        json({ format, losses: await readLosses({ format, read: readerFor(deps, caller) }) }),
  }),
];
