import { notFound } from '../../errors.ts';
import { markedRequest } from '../command.ts';
import { pageWith } from '../examples.ts';
import { sessionOf } from '../guards.ts';
import { listReply } from '../list-reply.ts';
import { answered, storedDocument } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { created, notModified, page, removed, response, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleDryRun, exampleImport, exampleJob, exampleListedImport, exampleReport, importId } from './examples.ts';
import { importFile } from './import-file.ts';
import { fileParts, formParts, importPath, listImports } from './import-requests.ts';
import { accepted, checkJobs, importJobRoutes } from './jobs.ts';
import { dryRunReport, importDocument, importJob, importPage, importReport } from './responses.ts';

/** An undo of at most this many sessions is completed before the request is answered. A larger undo becomes a job. */
const directSessions = 200;

const jobBegun = response(importJob, 'X-Consistency-Token', 'Location');

/** The routes that import files exported by other apps, and that list and undo imports. */
export const importRoutes: readonly Route[] = [
  ...importJobRoutes,
  route({
    method: 'get',
    path: '/api/v1/imports',
    operationId: 'listImports',
    tag: 'imports',
    guard: 'user',
    summary: "List the caller's imports with their counts.",
    description: 'Newest first, without the rejected rows.',
    request: { query: listImports },
    responses: { 200: page(importPage) },
    problems: ['read-model-behind'],
    example: { request: { query: {} }, response: { status: 200, body: pageWith(exampleListedImport) } },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (page, filters) => {
          const { account, requiredPosition } = input.caller;
          const asked = { owner: account.id, requiredPosition, orderBy: 'createdAt' } as const;
          return queries.listImports({ ...filters, ...page, ...asked });
        }),
  }),
  route({
    method: 'post',
    path: '/api/v1/imports',
    operationId: 'importFile',
    tag: 'imports',
    guard: 'user',
    summary: 'Import a file that another app exported.',
    description: 'The file is the part `file` of a form whose fields are the parameters, or the body itself.',
    request: {},
    uploads: { 'multipart/form-data': formParts, 'text/csv': fileParts, 'application/x-ndjson': fileParts },
    responses: { 200: response(dryRunReport), 201: created(importReport), 202: jobBegun },
    problems: ['import-undone', 'quota-exceeded', 'read-model-behind'],
    example: { response: { status: 201, body: exampleReport } },
    furtherExamples: { 200: exampleDryRun, 202: exampleJob },
    handle: (deps) => (input) => importFile(deps, input),
  }),
  route({
    method: 'get',
    path: '/api/v1/imports/:id',
    operationId: 'getImport',
    tag: 'imports',
    guard: 'user',
    summary: 'Read an import with its report.',
    description: 'The counts are null until the import is complete.',
    request: { path: importPath },
    responses: { 200: shown(importDocument), 304: notModified },
    problems: ['import-not-found', 'read-model-behind'],
    example: { request: { path: { id: importId } }, response: { status: 200, body: exampleImport } },
    handle:
      ({ queries }) =>
      async ({ path, caller }) => {
        const { account, requiredPosition } = caller;
        const found = await queries.getImport({ owner: account.id, id: path.id, requiredPosition });
        if (!found) throw notFound('import');
        return storedDocument(found);
      },
  }),
  route({
    method: 'delete',
    path: '/api/v1/imports/:id',
    operationId: 'undoImport',
    tag: 'imports',
    guard: 'user',
    summary: 'Undo an import.',
    description:
      'Sessions that the import created are deleted, and sessions that it changed return to their earlier ' +
      'state. An undo of more than 200 sessions goes on as a job.',
    request: { path: importPath, headers: commandHeaders },
    responses: { 202: jobBegun, 204: removed },
    problems: ['import-not-found'],
    example: { request: { path: { id: importId } }, response: { status: 204 } },
    furtherExamples: { 202: { ...exampleJob, kind: 'undo', total: 350, done: 120, unit: 'sessions' } },
    handle:
      (deps) =>
      async ({ path, headers, caller, incoming }) => {
        const { imports, mark, background } = deps;
        const { id: userId, roleSlug: role } = caller.account;
        const key = headers['idempotency-key'];
        const request = {
          userId,
          role,
          correlationId: incoming.id,
          session: sessionOf(caller),
          importId: path.id,
          ...(key !== null && { mark: mark(userId, key, markedRequest(incoming, { path })) }),
          ...(headers['if-match'] !== null && { ifRevision: headers['if-match'] }),
        };
        checkJobs(deps, userId);
        const outcome = await background.run({
          kind: 'undo',
          owner: userId,
          directSize: directSessions,
          run: (job) => imports.undo({ ...request, job }),
        });
        return 'begun' in outcome ? accepted(outcome.begun) : answered(outcome.result);
      },
  }),
];
