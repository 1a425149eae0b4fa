import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createAccountDecider } from '../../../src/commands/account/decider.ts';
import { claimFold, createSettleClaims } from '../../../src/commands/claim.ts';
import { createExecute } from '../../../src/commands/execute.ts';
import { exercise } from '../../../src/commands/exercise/decider.ts';
import { referenceList } from '../../../src/commands/reference-list/decider.ts';
import type { AccountId, CredentialId, Instant } from '../../../src/events/ids.ts';
import type { Role } from '../../../src/events/values.ts';
import { createApp } from '../../../src/http/app.ts';
import type { Dependencies, Health, HttpConfig } from '../../../src/http/dependencies.ts';
import { routes } from '../../../src/http/routes.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import { generateJwk, readSigningKeys } from '../../../src/infra/access/signing-keys.ts';
import { createTokens } from '../../../src/infra/access/tokens.ts';
import { createIds } from '../../../src/infra/local/ids.ts';
import { spool } from '../../../src/infra/local/spool.ts';
import { createMarkCommand } from '../../../src/infra/log/command-marks.ts';
import { createActOnAccount } from '../../../src/use-cases/account/act-on-account.ts';
import { createEraseAccount, createForgetAccount } from '../../../src/use-cases/account/erase.ts';
import { createFindAccount } from '../../../src/use-cases/account/find-account.ts';
import { createReadAccount } from '../../../src/use-cases/account/read-account.ts';
import { createRegister } from '../../../src/use-cases/account/register.ts';
import { createOfferPasswordReset, createRedeemPasswordReset } from '../../../src/use-cases/account/reset-password.ts';
import { createSignIn } from '../../../src/use-cases/account/sign-in.ts';
import { createRunImport } from '../../../src/use-cases/import/run.ts';
import { createUndoImport } from '../../../src/use-cases/import/undo.ts';
import { createReadExercise } from '../../../src/use-cases/read-exercise.ts';
import { createReadReferenceLists } from '../../../src/use-cases/read-reference-lists.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { logs } from '../../support/leaks.ts';
import { inMemoryAuthSessions } from './auth-sessions.ts';
import { inMemoryCredentials, inMemoryKeys, inMemoryResets } from './doubles.ts';
import { readSideOf } from './read-side.ts';

export const now = '2026-03-01T12:00:00.000000Z' as Instant;
export const importMaxBytes = 100_000;
export const bodyMaxBytes = 1_048_576;
export const adminEmail = 'system.admin@example.com';
export const password = 'Str0ng&Steel';

export type LogLine = Readonly<{ level: string; message: string; fields: Readonly<Record<string, unknown>> }>;

/** The app on a real socket, over a log in memory. `change` overrides parts of what it is given. */
export type TestApp = AsyncDisposable &
  Readonly<{
    origin: string;
    port: number;
    tokens: ReturnType<typeof createTokens>;
    authSessions: ReturnType<typeof inMemoryAuthSessions>;
    /** Registers somebody as the command line would. */
    register: (
      account: Readonly<{ email: string; name?: string; isSuperuser?: boolean; role?: Role }>,
    ) => Promise<AccountId>;
    /** Gives each directory an item 1. */
    furnish: () => Promise<void>;
    store: ReturnType<typeof inMemoryEventStore>;
    lines: LogLine[];
    /** Every route, as `GET /training-sessions/:id`; what stands at the root begins with two slashes. */
    routes: readonly string[];
    /** What lists were asked for, last one last. */
    asked: Readonly<Record<string, unknown>>[];
    /** What the app asks, for tests that come in between. */
    queries: Dependencies['queries'];
    change: (parts: Partial<Dependencies>) => void;
    changeQueries: (parts: Partial<Dependencies['queries']>) => void;
  }>;

export const healthy: Health = {
  database: 'online',
  cache: 'online',
  eventStore: 'online',
  pipeline: { status: 'moving', behind: false, paused: [], parkedStreams: 0, lag: [] },
};

export const httpConfig: HttpConfig = {
  imageBase: 'https://cdn.example.com',
  version: '0.1.0',
  hostCookies: false,
  cookieSecure: false,
  trustedProxies: [],
  corsOrigins: [],
  bodyMaxBytes,
  importMaxBytes,
};

export async function startTestApp(): Promise<TestApp> {
  const secret = Buffer.alloc(32, 7);
  const store = inMemoryEventStore(() => now);
  const ids = createIds(secret);
  const tokens = createTokens(readSigningKeys(generateJwk()), 1800, 604_800);
  const claims = memoryClaims();
  const account = createAccountDecider({ adminEmail });
  const settle = createSettleClaims(
    { claims, store },
    new Map([
      ['account', claimFold(account)],
      ['exercise', claimFold(exercise)],
    ]),
  );
  const execute = createExecute({ store, settle, positions: { record: async () => {} }, cache: new Map() });
  const credentials = inMemoryCredentials();
  const authSessions = inMemoryAuthSessions(() => Math.floor(Date.now() / 1000));
  const snapshots = { renew: async () => {} };
  const resets = inMemoryResets();
  const keys = inMemoryKeys();
  const findAccount = createFindAccount({ store, claims });
  const actOnAccount = createActOnAccount({ execute, account, snapshots, credentials, store });
  const register = createRegister({ execute, account, keys, credentials, claims, store });
  const foldAccount = createReadAccount(store);
  const present = async ({ sub, gen }: { sub: AccountId; gen: number }) => {
    const { fold, revision } = await foldAccount(sub);
    const isStanding = fold.kind === 'present' && fold.document.isActive && fold.signedOutAt <= gen;
    return isStanding ? { ...fold, revision } : null;
  };
  const lines: LogLine[] = [];
  const log =
    (level: string): Dependencies['logger']['info'] =>
    (message, fields = {}) => {
      lines.push({ level, message, fields });
      logs.add('app', `${message} ${inspect(fields, { depth: 5, breakLength: Number.POSITIVE_INFINITY })}`);
    };
  const asked: Record<string, unknown>[] = [];
  const queries = readSideOf(store, (question) => asked.push({ ...question }));
  /** What use cases ask, too, once a test has changed it. */
  let asking = queries;

  const readExerciseMatcher = async () => () => null;
  const given: Dependencies = {
    execute,
    clock: () => now,
    observe: () => {},
    layout: { layout: 1, lanes: 4, laneOf: () => 2 },
    ids,
    mark: createMarkCommand(secret),
    gate: {
      async admit({ jti, ...token }) {
        const found = authSessions.isStanding(jti) ? await present(token) : null;
        const requiredPosition = () => 0n;
        return (
          found && {
            account: found.document,
            revision: found.revision,
            requiredPosition,
            generation: found.signedOutAt,
          }
        );
      },
      account: present,
    },
    tokens,
    authSessions,
    findAccount,
    actOnAccount,
    register,
    signIn: createSignIn({ findAccount, credentials, authSessions }),
    async verifyPassword(id, password) {
      const { fold } = await foldAccount(id);
      return credentials.verify(fold.kind === 'present' ? { account: id, id: fold.credentialId } : null, password);
    },
    eraseAccount: createEraseAccount({
      act: actOnAccount,
      forget: createForgetAccount({ keys, credentials, authSessions, resets, claims, snapshots }),
      waitUntilProjected: (question) => asking.waitUntilProjected(question),
    }),
    offerPasswordReset: createOfferPasswordReset({ act: actOnAccount, resets, readAccount: foldAccount }),
    redeemPasswordReset: createRedeemPasswordReset({ act: actOnAccount, resets }),
    queries,
    imports: {
      run: createRunImport({ execute, store, clock: () => now, ids, readExerciseMatcher }),
      undo: createUndoImport({ execute, store, clock: () => now, ids, readExerciseMatcher }),
    },
    directories: createReadReferenceLists(store),
    foldExercise: createReadExercise(store),
    spool,
    health: async () => healthy,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    rateLimits: { take: async () => null, giveBack: async () => {} },
    config: httpConfig,
  };
  let app = createApp(given);
  const change: TestApp['change'] = (parts) => {
    app = createApp({ ...given, ...parts });
  };
  const server: Server = await new Promise((resolve) => {
    const listening = createHttpServer((req, res) => app(req, res)).listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    tokens,
    authSessions,
    async register({ email, name = null, isSuperuser = false, role = 'application-access' }) {
      const accountId = ids.make() as AccountId;
      const credential = { id: ids.make() as CredentialId, password };
      const request = { accountId, email, name, isSuperuser, role, credential, as: 'operator' } as const;
      const causationId = randomUUID();
      const context = { by: accountId, correlationId: causationId, causationId, receivedAt: now };
      await register(request, { ...context, actor: { id: 'operator', role: 'system', via: 'cli' } });
      return accountId;
    },
    routes: routeNames,
    async furnish() {
      const context = { actor: { id: 'seed', role: 'system', via: 'seed' }, owner: 'system', receivedAt: now } as const;
      for (const kind of ['muscleGroups', 'equipment', 'exerciseTags'] as const) {
        const item = { id: 1, name: `first of ${kind.toLowerCase()}`, anatomicalName: null };
        const [by, causationId] = [ids.make() as AccountId, randomUUID()];
        const command = { type: 'SeedItem', data: item } as const;
        await execute(referenceList, kind, [command], { ...context, by, causationId, correlationId: causationId });
      }
    },
    store,
    lines,
    asked,
    change,
    changeQueries(parts) {
      asking = { ...given.queries, ...parts };
      change({ queries: asking });
    },
    queries: given.queries,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Each route as `GET /training-sessions/:id`, with two slashes for a path outside `/api/v1`. */
const routeNames = routes.map(({ method, path }) => {
  const isApi = path.startsWith('/api/v1/');
  return `${method.toUpperCase()} ${isApi ? path.slice('/api/v1'.length) : `/${path}`}`;
});
