import type { Request } from 'express';
import type { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { ImportSource } from '../../use-cases/import/run.ts';
import { markedRequest } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import { Refusal } from '../problem.ts';
import { json, noContent, type Reply, withConsistencyToken, withETag, withLocation } from '../reply.ts';
import type { CommandHeaders } from '../requests/conditions.ts';
import { consistencyTokenOf } from '../requests/consistency-token.ts';
import { limits } from '../requests/list.ts';
import { check, read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import * as requests from './import-requests.ts';
import { receiveFile, receiveForm } from './upload.ts';

type Order = Readonly<{
  headers: CommandHeaders;
  parameters: Parameters;
  fileName: string | null;
  source: ImportSource;
}>;
type Parameters = z.infer<typeof requests.importFile>['query'];

/** Files of other apps, taken in and taken back. */
export function importRoutes(deps: Dependencies, { signedIn, signedInStream }: Guards): Routes {
  const { config, imports, layout, mark, queries, spool } = deps;
  const maxBytes = config.importMaxBytes;

  async function run({ req, requestId, account }: Caller, order: Order): Promise<Reply> {
    const { headers, parameters, fileName, source } = order;
    const key = headers['idempotency-key'];
    const asked = markedRequest(req, { body: { ...parameters, fileName, digest: source.digest } });
    const { report, head } = await imports.run({
      ...parameters,
      userId: account.id,
      role: account.roleSlug,
      fileName,
      source,
      correlationId: requestId,
      ...(key !== null && { key, mark: mark(account.id, key, asked) }),
      ...(headers['if-match'] !== null && { ifRevision: headers['if-match'] }),
    });
    const { id, ...dryRun } = report;
    if (!head) return json(dryRun);
    const reply = withLocation(`/api/v1/imports/${id}`, json(report, 201));
    return withConsistencyToken(consistencyTokenOf(layout, head.owner, head.position), withETag(head.revision, reply));
  }

  async function runForm(caller: Caller): Promise<Reply> {
    await using upload = await receiveForm(caller.req, spool, maxBytes);
    const { headers, query } = caller.req;
    const order = check(requests.importForm, { headers, query, body: upload.fields, file: upload.file });
    const { fileName, source } = order.file;
    return await run(caller, { headers: order.headers, parameters: order.body, fileName, source });
  }

  async function runFile(caller: Caller): Promise<Reply> {
    const { headers, query } = read(requests.importFile, caller.req);
    await using source = await receiveFile(caller.req, spool, maxBytes);
    return await run(caller, { headers, parameters: query, fileName: null, source });
  }

  return {
    '/imports': {
      get: signedIn(async ({ req, account, requiredPosition }) => {
        const { sortOrder, ...page } = read(requests.listImports, req).query;
        return json(await queries.listImports({ ...limits(page), sortOrder, owner: account.id, requiredPosition }));
      }),
      post: signedInStream(async (caller) => {
        try {
          return await (isForm(caller.req) ? runForm(caller) : runFile(caller));
        } finally {
          // What nobody wants to read any more still has to leave the socket before the client hears the answer.
          caller.req.resume();
        }
      }),
    },
    '/imports/:id': {
      get: signedIn(async ({ req, account, requiredPosition }) => {
        const { id } = read(requests.getImport, req).path;
        const found = await queries.getImport({ owner: account.id, id, requiredPosition });
        if (!found) throw new DomainError('import-not-found', 'No such import.');
        return withETag(found.revision, json(found.doc));
      }),
      delete: signedIn(async (caller) => {
        const { path, headers } = read(requests.undoImport, caller.req);
        const { account, requestId } = caller;
        const key = headers['idempotency-key'];
        const { owner, position } = await imports.undo({
          userId: account.id,
          role: account.roleSlug,
          correlationId: requestId,
          importId: path.id,
          ...(key !== null && { mark: mark(account.id, key, markedRequest(caller.req, { path })) }),
          ...(headers['if-match'] !== null && { ifRevision: headers['if-match'] }),
        });
        return withConsistencyToken(consistencyTokenOf(layout, owner, position), noContent);
      }),
    },
  };
}

function isForm(req: Request): boolean {
  const type = req.is(['multipart/form-data', 'text/csv']);
  const isEncoded = (req.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity';
  if (type && !isEncoded) return type === 'multipart/form-data';
  throw new Refusal('unsupported-media-type', 'The body has to be multipart/form-data or text/csv, not compressed.');
}
