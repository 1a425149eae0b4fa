import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { referenceList } from '../../../src/commands/reference-list/decider.ts';
import type { AccountId, CredentialId } from '../../../src/events/ids.ts';
import { type Role, referenceListKinds } from '../../../src/events/values.ts';
import { createApp } from '../../../src/http/app.ts';
import type { Dependencies, Health, HttpConfig } from '../../../src/http/dependencies.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import { isCommonPassword } from '../../../src/infra/access/common-passwords.ts';
import { generateJwk, readSigningKeys } from '../../../src/infra/access/signing-keys.ts';
import { createTokens } from '../../../src/infra/access/tokens.ts';
import { readDocsFile } from '../../../src/infra/local/docs-files.ts';
import { createRequestLimits } from '../../../src/infra/local/request-limits.ts';
import { spool } from '../../../src/infra/local/spool.ts';
import { createRefuseUrl } from '../../../src/infra/webhooks/refuse-url.ts';
import { mcpRoute } from '../../../src/mcp/mcp-route.ts';
import type { QuotaLimits } from '../../../src/ports/quotas.ts';
import { assemble } from '../../../src/service/assemble.ts';
import { logs } from '../../support/leaks.ts';
import { createInMemoryPipeline } from './in-memory-pipeline.ts';
import { createInMemoryGate, createInMemoryPorts, type InMemoryPorts, now } from './in-memory-ports.ts';
import { createInMemoryProofs } from './in-memory-proofs.ts';

export { adminEmail, now } from './in-memory-ports.ts';
export const importMaxBytes = 100_000;
export const bodyMaxBytes = 1_048_576;
/** The test app does not know its address, so that apps of others cannot connect. */
const noApps: Dependencies['apps'] = {
  publicUrl: () => null,
  load: () => Promise.reject(new Error('The test app has no authorization server')),
};
export const password = 'Str0ng&Steel';

export type LogLine = Readonly<{ level: string; message: string; fields: Readonly<Record<string, unknown>> }>;
export type NewAccount = Readonly<{ email: string; name?: string; isSuperuser?: boolean; role?: Role }>;

/** The HTTP API on a real socket, assembled like the service but with ports in memory. */
export type TestApp = AsyncDisposable &
  Pick<InMemoryPorts, 'authSessions' | 'personalTokens' | 'appGrants' | 'store' | 'queries' | 'importJobs'> &
  Pick<Dependencies, 'tokens'> &
  Readonly<{
    origin: string;
    port: number;
    /** Registers an account as the command line does. */
    register: (account: NewAccount) => Promise<AccountId>;
    /** Adds one item, with the number 1, to each reference list. */
    addReferenceItems: () => Promise<void>;
    /** The lines that the app has written to its logger. */
    lines: LogLine[];
    /** The parameters of the list queries that routes have called, the latest one last. */
    questions: Readonly<Record<string, unknown>>[];
    /** Replaces dependencies of the HTTP API until this function is called again. */
    change: (parts: Partial<Dependencies>) => void;
    /** Replaces queries for the HTTP API and for use cases. */
    changeQueries: (parts: Partial<Dependencies['queries']>) => void;
  }>;

export const healthy: Health = {
  database: 'online',
  cache: 'online',
  eventStore: 'online',
  pipeline: { status: 'moving', behind: false, paused: [], parkedStreams: 0, refusedEvents: 0, lag: [] },
};

export const httpConfig: HttpConfig = {
  imageBase: 'https://cdn.example.com',
  version: '0.1.0',
  hostCookies: false,
  cookieSecure: false,
  trustedProxies: [],
  overSocket: false,
  corsOrigins: [],
  allowedHosts: null,
  bodyMaxBytes,
  importMaxBytes,
  importDirectBytes: importMaxBytes,
  limits: {
    requests: { running: 4, waiting: 50 },
    uploads: { running: 2, waiting: 0 },
    live: { running: 2, waiting: 0 },
  },
  // A stream ends at once, so that a test of all routes can read it to its end.
  live: { retryMs: 3_000, checkMs: 20, lastsMs: 1 },
};

/**
 * The token functions that all test apps of this process share: generating keys, and verifying tokens anew, would slow
 * each start.
 */
const tokens = createTokens(readSigningKeys(generateJwk()), 1800, 604_800);
const verification = { access: tokens.verification('access'), refresh: tokens.verification('refresh') };

/** What a test app has other than the defaults. */
export type AppOptions = Readonly<{
  quotas?: QuotaLimits;
  /** The path of a Unix socket to listen on, instead of a port. */
  socket?: string;
}>;

export async function startTestApp({ quotas, socket }: AppOptions = {}): Promise<TestApp> {
  const questions: Record<string, unknown>[] = [];
  const ports = createInMemoryPorts((question) => questions.push({ ...question }), quotas);
  const lines: LogLine[] = [];
  const queries = { ...ports.queries };
  const { authSessions, personalTokens, appGrants, store } = ports;
  const useCases = assemble({
    ...ports,
    // Looks the query up at each call, so that use cases also call a query that a test has replaced.
    queries: { ...queries, waitUntilProjected: (question) => queries.waitUntilProjected(question) },
  });
  const given: Dependencies = {
    ...ports,
    ...useCases,
    queries,
    layout: { layout: 1, lanes: 4, laneOf: () => 2 },
    gate: createInMemoryGate(ports),
    tokens: { ...tokens, verification: (kind) => verification[kind] },
    apps: noApps,
    refuseUrl: createRefuseUrl([]),
    rateLimits: { take: async () => null, giveBack: async () => {} },
    requestLimits: createRequestLimits({ account: 1_000_000, address: 1_000_000 }),
    passwordRules: { needsCharacters: false, bindsOperators: false, isCommon: isCommonPassword },
    passwordTurns: { take: async () => ({ [Symbol.dispose]: () => {} }) },
    logger: createLogger(lines),
    observe: () => {},
    health: async () => healthy,
    pipeline: createInMemoryPipeline(),
    spool,
    readDocsFile,
    consoleFiles: new Map(),
    ...createInMemoryProofs(),
    landmarks: { isInLog: async () => true, remember: () => {} },
    closing: new AbortController().signal,
    config: { ...httpConfig, overSocket: socket !== undefined },
  };
  let app = createApp(given, [mcpRoute]);
  const server = createHttpServer((req, res) => app(req, res));
  server.listen(socket === undefined ? { port: 0, host: '127.0.0.1' } : { path: socket });
  await once(server, 'listening');
  const { port = 0 } = server.address() as Partial<AddressInfo>;
  return {
    authSessions,
    personalTokens,
    appGrants,
    importJobs: ports.importJobs,
    store,
    queries: { ...ports.queries },
    tokens: given.tokens,
    origin: `http://127.0.0.1:${port}`,
    port,
    lines,
    questions,
    change: (parts) => {
      app = createApp({ ...given, ...parts }, [mcpRoute]);
    },
    register: createRegisterByOperator(ports, useCases),
    addReferenceItems: () => addReferenceItems(ports, useCases),
    changeQueries: (parts) => void Object.assign(queries, ports.queries, parts),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Creates a logger that collects its lines, for tests and for the check that no line contains personal data. */
function createLogger(lines: LogLine[]): Dependencies['logger'] {
  const log =
    (level: string): Dependencies['logger']['info'] =>
    (message, fields = {}) => {
      lines.push({ level, message, fields });
      logs.add('app', `${message} ${inspect(fields, { depth: 5, breakLength: Number.POSITIVE_INFINITY })}`);
    };
  return { info: log('info'), warn: log('warn'), error: log('error'), debug: log('debug') };
}

type UseCases = ReturnType<typeof assemble>;

const createRegisterByOperator =
  ({ ids }: InMemoryPorts, { register }: UseCases): TestApp['register'] =>
  async ({ email, name = null, isSuperuser = false, role = 'application-access' }) => {
    const accountId = ids.make() as AccountId;
    const credential = { id: ids.make() as CredentialId, password };
    const causationId = randomUUID();
    const actor = { id: 'operator', role: 'system', via: 'cli' } as const;
    const context = { actor, by: accountId, correlationId: causationId, causationId, receivedAt: now };
    await register({ accountId, email, name, isSuperuser, role, credential, as: 'operator' }, context);
    return accountId;
  };

async function addReferenceItems({ ids }: InMemoryPorts, { execute }: UseCases): Promise<void> {
  const actor = { id: 'seed', role: 'system', via: 'seed' } as const;
  for (const kind of referenceListKinds) {
    const by = ids.make() as AccountId;
    const causationId = randomUUID();
    const data = { id: 1, name: `first of ${kind.toLowerCase()}`, anatomicalName: null };
    const context = { actor, owner: 'system', receivedAt: now, by, causationId, correlationId: causationId } as const;
    await execute(referenceList, kind, [{ type: 'SeedItem', data }], context);
  }
}
