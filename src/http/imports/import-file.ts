import type { Request } from 'express';
import { z } from 'zod';
import type { TimeZone } from '../../events/ids.ts';
import type { ImportRequest, ImportSource } from '../../use-cases/import/import-request.ts';
import { checkSignIn } from '../check-sign-in.ts';
import { markedRequest } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { sessionOf } from '../guards.ts';
import { HttpError } from '../problem.ts';
import { answered, json } from '../reply.ts';
import type { CommandHeaders } from '../requests/conditions.ts';
import { check, createRead } from '../requests/read.ts';
import type { Input } from '../route.ts';
import { filePart, fileParts, formParts, type ImportParameters } from './import-requests.ts';
import { accepted, checkJobs } from './jobs.ts';
import { charsetOf } from './part-charset.ts';
import { receiveFile, receiveForm } from './upload.ts';

type Upload = Readonly<{
  headers: CommandHeaders;
  parameters: ImportParameters;
  fileName: string | null;
  source: ImportSource;
}>;

const readFileRequest = createRead(fileParts);
const formSchema = z.object({ ...formParts, file: filePart });

/** Runs an import of the file in a request. The file is either the whole body or a part of a multipart form. */
export async function importFile(deps: Dependencies, input: Input<'user'>) {
  const req = input.incoming.raw;
  try {
    return await (isForm(req) ? importForm(deps, input) : importBody(deps, input));
  } finally {
    // Reads and drops the rest of the request body: many clients read the response only after they have sent the whole
    // body.
    req.resume();
  }
}

async function importForm(deps: Dependencies, input: Input<'user'>) {
  const req = input.incoming.raw;
  await using held = new AsyncDisposableStack();
  const upload = held.use(await receiveForm(req, deps.spool, deps.config.importMaxBytes));
  const { headers, query } = req;
  const parts = check(formSchema, { headers, query, body: upload.fields, file: upload.file });
  const { fileName, source } = parts.file;
  const charset = parts.body.charset ?? charsetOf(upload.mediaType ?? '');
  const parameters = { ...parts.body, charset };
  return await run(deps, input, { headers: parts.headers, parameters, fileName, source }, held);
}

async function importBody(deps: Dependencies, input: Input<'user'>) {
  const req = input.incoming.raw;
  const { headers, query: parameters } = readFileRequest(req);
  const charset = parameters.charset ?? charsetOf(req.get('content-type') ?? '');
  await using held = new AsyncDisposableStack();
  const source = held.use(await receiveFile(req, deps.spool, deps.config.importMaxBytes));
  return await run(deps, input, { headers, parameters: { ...parameters, charset }, fileName: null, source }, held);
}

/** Runs the import. A large one goes on as a job, which keeps the files of the request until its end. */
async function run(
  deps: Dependencies,
  { caller, incoming }: Input<'user'>,
  upload: Upload,
  held: AsyncDisposableStack,
) {
  const { imports, mark, background, config } = deps;
  const { headers, parameters, fileName, source } = upload;
  const { id: userId, roleSlug: role } = caller.account;
  const key = headers['idempotency-key'];
  const marked = markedRequest(incoming, { body: { ...parameters, fileName, digest: source.digest } });
  const request: ImportRequest = {
    ...parameters,
    timezone: parameters.timezone ?? ('UTC' as TimeZone),
    userId,
    role,
    fileName,
    source,
    correlationId: incoming.id,
    session: sessionOf(caller),
    ...(key !== null && { key, mark: mark(userId, key, marked) }),
    ...(headers['if-match'] !== null && { ifRevision: headers['if-match'] }),
  };
  // The file may have been on its way for hours.
  await checkSignIn(deps, caller, 'user');
  checkJobs(deps, userId);
  const files = held.move();
  const outcome = await background.run({
    kind: 'import',
    owner: userId,
    directSize: parameters.dryRun ? Number.POSITIVE_INFINITY : config.importDirectBytes,
    async run(job) {
      await using _ = files;
      return await imports.run({ ...request, job });
    },
  });
  if ('begun' in outcome) return accepted(outcome.begun);
  const { report, head } = outcome.result;
  const { id, workouts = [], ...dryRun } = report;
  if (!head || id === null) return json({ ...dryRun, workouts });
  return answered(head, { id, ...dryRun }, { location: `/api/v1/imports/${id}` });
}

function isForm(req: Request): boolean {
  const type = req.is(['multipart/form-data', 'text/csv', 'application/x-ndjson']);
  const isEncoded = (req.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity';
  if (type && !isEncoded) return type === 'multipart/form-data';
  throw new HttpError(
    'unsupported-media-type',
    'The body must be multipart/form-data, text/csv or application/x-ndjson, not compressed.',
  );
}
