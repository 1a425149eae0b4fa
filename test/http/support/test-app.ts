import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actOnAccountWith } from '../../../src/commands/account/act.ts';
import { accountWith } from '../../../src/commands/account/decider.ts';
import { forgetAccountWith } from '../../../src/commands/account/erase.ts';
import { findAccountIn, foldAccountFrom } from '../../../src/commands/account/find-account.ts';
import { registerWith } from '../../../src/commands/account/register.ts';
import { offerPasswordResetWith, redeemPasswordResetWith } from '../../../src/commands/account/reset-password.ts';
import { signInWith } from '../../../src/commands/account/sign-in.ts';
import { claimFold, settleOn } from '../../../src/commands/claim.ts';
import { executeOn } from '../../../src/commands/execute.ts';
import { exercise } from '../../../src/commands/exercise/decider.ts';
import { foldExerciseFrom } from '../../../src/commands/exercise/fold-exercise.ts';
import { directoriesIn } from '../../../src/commands/exercise/references.ts';
import type { Role } from '../../../src/events/event.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { createApp } from '../../../src/http/app.ts';
import type { Dependencies, Health, HttpConfig } from '../../../src/http/dependencies.ts';
import { runImportWith, undoImportWith } from '../../../src/imports/run-import.ts';
import { idsWith } from '../../../src/infra/ids.ts';
import { marksWith } from '../../../src/infra/marks.ts';
import { spool } from '../../../src/infra/spool.ts';
import { generateJwk, readSigningKeys, tokensWith } from '../../../src/infra/tokens.ts';
import type { Claims } from '../../../src/ports/claims.ts';
import type { Credentials } from '../../../src/ports/credentials.ts';
import type { PasswordResets } from '../../../src/ports/password-resets.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { inMemoryFamilies } from './families.ts';
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
    tokens: ReturnType<typeof tokensWith>;
    families: ReturnType<typeof inMemoryFamilies>;
    /** Registers somebody as the command line would. */
    register: (
      account: Readonly<{ email: string; name?: string; isSuperuser?: boolean; role?: Role }>,
    ) => Promise<AccountId>;
    store: ReturnType<typeof inMemoryEventStore>;
    lines: LogLine[];
    /** What lists were asked for, last one last. */
    asked: Readonly<Record<string, unknown>>[];
    change: (parts: Partial<Dependencies>) => void;
  }>;

export const healthy: Health = {
  database: 'online',
  cache: 'online',
  eventStore: 'online',
  pipeline: { status: 'moving' },
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
  const ids = idsWith(secret);
  const tokens = tokensWith(readSigningKeys(generateJwk()), 1800, 604_800);
  const claims = inMemoryClaims();
  const account = accountWith({ adminEmail });
  const settle = settleOn(
    { claims, store },
    new Map([
      ['account', claimFold(account)],
      ['exercise', claimFold(exercise)],
    ]),
  );
  const execute = executeOn({ store, settle, positions: { record: async () => {} }, cache: new Map() });
  const credentials = inMemoryCredentials();
  const families = inMemoryFamilies(() => Math.floor(Date.now() / 1000));
  const snapshots = { renew: async () => {} };
  const resets = inMemoryResets();
  const keys = { create: async () => {}, destroy: async () => {} };
  const findAccount = findAccountIn({ store, claims });
  const actOnAccount = actOnAccountWith({ execute, account, snapshots, credentials, store });
  const register = registerWith({ execute, account, keys, credentials, claims, store });
  const foldAccount = foldAccountFrom(store);
  const present = async ({ sub, gen }: { sub: AccountId; gen: number }) => {
    const { fold } = await foldAccount(sub);
    return fold.kind === 'present' && fold.account.isActive && fold.signedOutAt <= gen ? fold : null;
  };
  const lines: LogLine[] = [];
  const log =
    (level: string): Dependencies['logger']['info'] =>
    (message, fields = {}) =>
      void lines.push({ level, message, fields });
  const asked: Record<string, unknown>[] = [];

  const matcherFor = async () => () => null;
  const given: Dependencies = {
    execute,
    clock: () => now,
    observe: () => {},
    layout: { layout: 1, lanes: 4, laneOf: () => 2 },
    ids,
    mark: marksWith(secret),
    gate: {
      async admit({ jti, ...token }) {
        const found = families.isStanding(jti) ? await present(token) : null;
        return found && { account: found.account, needed: () => 0n, generation: found.signedOutAt };
      },
      account: present,
    },
    tokens,
    families,
    findAccount,
    actOnAccount,
    register,
    signIn: signInWith({ findAccount, credentials, families }),
    async verifyPassword(id, password) {
      const { fold } = await foldAccount(id);
      return credentials.verify(fold.kind === 'present' ? { account: id, id: fold.credentialId } : null, password);
    },
    forgetAccount: forgetAccountWith({ keys, credentials, families, resets, claims, snapshots }),
    offerPasswordReset: offerPasswordResetWith({ act: actOnAccount, resets }),
    redeemPasswordReset: redeemPasswordResetWith({ act: actOnAccount, resets }),
    queries: readSideOf(store, (question) => asked.push({ ...question })),
    imports: {
      run: runImportWith({ execute, store, clock: () => now, deriveId: ids.deriveAt, matcherFor }),
      undo: undoImportWith({ execute, store, clock: () => now, deriveId: ids.deriveAt, matcherFor }),
    },
    directories: directoriesIn(store),
    foldExercise: foldExerciseFrom(store),
    spool,
    health: async () => healthy,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    limits: { take: async () => null, giveBack: async () => {} },
    config: httpConfig,
  };
  let app = createApp(given);
  const server: Server = await new Promise((resolve) => {
    const listening = createServer((req, res) => app(req, res)).listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    tokens,
    families,
    async register({ email, name = null, isSuperuser = false, role = 'application-access' }) {
      const accountId = ids.make() as AccountId;
      const request = { accountId, email, name, isSuperuser, role, password, as: 'operator' } as const;
      const causationId = randomUUID();
      const context = { by: accountId, correlationId: causationId, causationId, receivedAt: now };
      await register(request, { ...context, actor: { id: 'operator', role: 'system', via: 'cli' } });
      return accountId;
    },
    store,
    lines,
    asked,
    change: (parts) => {
      app = createApp({ ...given, ...parts });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function inMemoryCredentials(): Credentials {
  const kept = new Map<string, string>();
  return {
    keep: async (_account, id, text) => void (kept.has(id) || kept.set(id, text)),
    discard: async (_account, id) => void kept.delete(id),
    async retire(_account, _current, retired) {
      for (const id of retired) kept.delete(id);
    },
    verify: async (credential, text) => credential !== null && kept.get(credential.id) === text,
    forget: async () => {},
  };
}

function inMemoryResets(): PasswordResets {
  const tokens = new Map<string, AccountId>();
  const taken = new Map<string, AccountId>();
  return {
    async offer(account) {
      const token = randomUUID();
      tokens.set(token, account);
      return token;
    },
    async take(token) {
      const account = tokens.get(token);
      if (!account) return null;
      tokens.delete(token);
      taken.set(token, account);
      return account;
    },
    async giveBack(token) {
      const account = taken.get(token);
      if (account) tokens.set(token, account);
    },
    async forget(account) {
      for (const [token, holder] of tokens) if (holder === account) tokens.delete(token);
    },
  };
}

/** Names in memory; whoever takes one first has it. */
function inMemoryClaims(): Claims {
  const holders = new Map<string, string>();
  const nameOf = ({ scope, key }: { scope: string; key: string }) => `${scope} ${key}`;
  return {
    async take(claim, holder) {
      const other = holders.get(nameOf(claim));
      if (other !== undefined && other !== holder) {
        return { holder: other, owner: 'system', revision: 0, hashedKey: nameOf(claim) };
      }
      holders.set(nameOf(claim), holder);
      return null;
    },
    async takeOver(claim, _from, holder) {
      holders.set(nameOf(claim), holder);
      return true;
    },
    confirm: async () => {},
    async release(claims) {
      for (const claim of claims) holders.delete(nameOf(claim));
    },
    async forget(owner) {
      for (const [name, holder] of holders) if (holder === `account-${owner}`) holders.delete(name);
    },
    holder: async (claim) => holders.get(nameOf(claim)) ?? null,
  };
}
