import type { Request } from 'express';
import type { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { ImportId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import type { CommandHeaders } from '../conditions.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Doors } from '../doors.ts';
import { limits } from '../list.ts';
import { Refusal } from '../problem.ts';
import { check, read } from '../read.ts';
import { json, located, noContent, type Reply, tagged } from '../reply.ts';
import type { Routes } from '../routes.ts';
import * as requests from './import-requests.ts';
import { openSpool } from './spool.ts';
import { bodyOf, receive } from './upload.ts';

type Parameters = z.infer<typeof requests.importBody>['query'];
type File = Readonly<{ fileName: string | null; content: AsyncIterable<Uint8Array> }>;

/** Files of other apps, taken in and taken back. */
export function importRoutes(deps: Dependencies, { signedIn, signedInStream }: Doors): Routes {
  const { config, imports, queries } = deps;
  const maxBytes = config.importMaxBytes;

  async function run(caller: Caller, headers: CommandHeaders, parameters: Parameters, file: File): Promise<Reply> {
    const context = contextOf(deps, caller, headers, { ...parameters, fileName: file.fileName });
    const importId = newId<ImportId>(deps, caller, headers, 'import');
    const { id, ...report } = await imports.run({ ...parameters, ...file, context, importId });
    return id === null ? json(report) : located(`/api/v1/imports/${id}`, json({ id, ...report }, 201));
  }

  async function runForm(caller: Caller): Promise<Reply> {
    await using spool = await openSpool();
    const { fields, file } = await receive(caller.req, spool, maxBytes);
    const parts = { headers: caller.req.headers, query: caller.req.query, body: fields, file };
    const { headers, body, ...checked } = check(requests.importForm, parts);
    return await run(caller, headers, body, { ...checked.file, content: spool.content() });
  }

  function runBody(caller: Caller): Promise<Reply> {
    const { headers, query } = read(requests.importBody, caller.req);
    return run(caller, headers, query, { fileName: null, content: bodyOf(caller.req, maxBytes) });
  }

  return {
    '/imports': {
      get: signedIn(async ({ req, account, needed }) => {
        const { sortOrder, ...page } = read(requests.listImports, req).query;
        return json(await queries.listImports({ ...limits(page), sortOrder, owner: account.id, needed }));
      }),
      post: signedInStream(async (caller) => {
        try {
          return await (isForm(caller.req) ? runForm(caller) : runBody(caller));
        } finally {
          // What nobody wants to read any more still has to leave the socket before the client hears the answer.
          caller.req.resume();
        }
      }),
    },
    '/imports/:id': {
      get: signedIn(async ({ req, account, needed }) => {
        const { id } = read(requests.getImport, req).path;
        const found = await queries.getImport({ owner: account.id, id, needed });
        if (!found) throw new DomainError('import-not-found', 'No such import.');
        return tagged(found.revision, json(found.doc));
      }),
      delete: signedIn(async (caller) => {
        const { path, headers } = read(requests.undoImport, caller.req);
        await imports.undo({ context: contextOf(deps, caller, headers), importId: path.id });
        return noContent;
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
