import cluster from 'node:cluster';
import { createApp } from '../../http/app.ts';
import { createHttpServer } from '../../http/server.ts';
import { beginRequest } from '../../infra/local/breathe.ts';
import { readConsoleFiles } from '../../infra/local/console-files.ts';
import { readDocsFile } from '../../infra/local/docs-files.ts';
import { oneAtATime } from '../../infra/local/one-at-a-time.ts';
import type { Secrets } from '../../infra/local/secret-file.ts';
import { spool } from '../../infra/local/spool.ts';
import { createPolicyCheckpoints } from '../../infra/postgres/policy-checkpoints.ts';
import { verifyInstallation } from '../../infra/tree-heads/verify-installation.ts';
import { mcpRoute } from '../../mcp/mcp-route.ts';
import { reapplyErasures } from '../../policies/finish-erasing-accounts.ts';
import type { Running } from '../../projections/core/running.ts';
import type { Application } from '../connect.ts';
import { createImportThread } from '../import-thread/start-import-thread.ts';
import { createLandmarks } from '../landmarks.ts';
import { createPipelineOperations } from '../pipeline-operations.ts';
import { createApps } from './apps.ts';
import { createDrain } from './drain.ts';
import { readHealth } from './health.ts';
import { createHttpAdapters } from './http-adapters.ts';
import { httpConfigOf } from './http-config.ts';
import { listen } from './listen.ts';
import { shareFor } from './share.ts';
import { treeHeadsOf, verificationOf } from './sign.ts';

/** How many milliseconds a report of the service's health is shared: anyone may ask, and reading it costs 15 ms. */
const healthMs = 1_000;

/** How long an API that stops still answers on open connections, where another one takes its place. */
const lingerMs = 1_000;

const verifying = 'The log is being verified for another caller. Ask again later.';

/** Serves the HTTP API until closed. Returns the address that the API listens on. */
export async function serve(
  app: Application,
  { secrets }: Readonly<{ secrets: Secrets }>,
): Promise<Running & { address: string }> {
  const { config, db, log } = app;
  await reapplyErasures({ log, checkpoints: createPolicyCheckpoints(db) }, app.forgetAccount);
  const closing = new AbortController();
  const data = { config, addresses: app.addresses, masterKey: secrets.masterKey };
  const imports = createImportThread({ data, logger: app.logger });
  const apps = createApps(app);
  const server = createHttpServer(
    createApp(
      {
        ...app,
        ...createHttpAdapters(app, secrets, closing.signal),
        imports,
        apps,
        spool,
        readDocsFile,
        consoleFiles: readConsoleFiles(),
        treeHeads: treeHeadsOf(app),
        verifyInstallation: oneAtATime(() => verifyInstallation(verificationOf(app)), verifying),
        landmarks: createLandmarks(log),
        closing: closing.signal,
        pipeline: createPipelineOperations(app, closing.signal),
        health: shareFor(healthMs, () => readHealth(app)),
        config: httpConfigOf(config),
      },
      [mcpRoute],
    ),
    { keepAliveTimeout: config.keepAliveSeconds * 1_000 },
  );
  server.on('request', ({ method }, response) => {
    // While a request that reads is answered, work of this process that calls `breathe` pauses for longer, such as the
    // search for links of exercises. Imports run in a thread of their own.
    if (method === 'GET') response.once('close', beginRequest());
  });
  const drain = createDrain(server, {
    logger: app.logger,
    lingerMs: config.environment === 'production' || cluster.isWorker ? lingerMs : 0,
  });
  const address = await listen(server, config);
  if (config.socket === undefined) apps.servedAt(address);
  const close = async () => {
    closing.abort();
    // A job stops after its current sessions.
    await Promise.all([drain(), app.background.close()]);
    await imports.close();
  };
  return { address, close };
}
