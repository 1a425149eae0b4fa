import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { account } from '../../../src/commands/account/decider.ts';
import { foldAccountFrom, signInWith } from '../../../src/commands/account/sign-in.ts';
import { signUpWith } from '../../../src/commands/account/sign-up.ts';
import { claimFold, settleOn } from '../../../src/commands/claim.ts';
import { executeOn } from '../../../src/commands/execute.ts';
import type { Instant } from '../../../src/events/ids.ts';
import { createApp } from '../../../src/http/app.ts';
import type { Dependencies, Health } from '../../../src/http/dependencies.ts';
import { runImportWith, undoImportWith } from '../../../src/imports/run-import.ts';
import { idsWith } from '../../../src/infra/ids.ts';
import { marksWith } from '../../../src/infra/marks.ts';
import { spool } from '../../../src/infra/spool.ts';
import { generateJwk, readSigningKeys, tokensWith } from '../../../src/infra/tokens.ts';
import type { Claims } from '../../../src/ports/claims.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { readSideOf } from './read-side.ts';

export const now = '2026-03-01T12:00:00.000000Z' as Instant;
export const importMaxBytes = 100_000;
export const bodyMaxBytes = 1_048_576;

export type LogLine = Readonly<{ level: string; message: string; fields: Readonly<Record<string, unknown>> }>;

/** The app on a real socket, over a log in memory. `change` overrides parts of what it is given. */
export type TestApp = AsyncDisposable &
  Readonly<{
    origin: string;
    port: number;
    tokens: ReturnType<typeof tokensWith>;
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

export async function startTestApp(): Promise<TestApp> {
  const secret = Buffer.alloc(32, 7);
  const store = inMemoryEventStore(() => now);
  const ids = idsWith(secret);
  const tokens = tokensWith(readSigningKeys(generateJwk()), 1800, 604_800);
  const claims = inMemoryClaims();
  const settle = settleOn({ claims, store }, new Map([['account', claimFold(account)]]));
  const execute = executeOn({ store, settle, positions: { record: async () => {} }, cache: new Map() });
  const passwords = new Map<string, string>();
  const credentials = {
    create: async (id: string, password: string) => void passwords.set(id, password),
    discard: async (id: string) => void passwords.delete(id),
    verify: async (id: string | null, password: string) => id !== null && passwords.get(id) === password,
  };
  const foldAccount = foldAccountFrom(store);
  const lines: LogLine[] = [];
  const log =
    (level: string): Dependencies['logger']['info'] =>
    (message, fields = {}) =>
      void lines.push({ level, message, fields });
  const asked: Record<string, unknown>[] = [];

  const given: Dependencies = {
    execute,
    clock: () => now,
    observe: () => {},
    layout: { layout: 1, lanes: 4, laneOf: () => 2 },
    ids,
    mark: marksWith(secret),
    gate: {
      async admit({ sub }) {
        const folded = await foldAccount(sub);
        return folded?.account.isActive ? { account: folded.account, needed: () => 0n } : null;
      },
    },
    tokens,
    signUp: signUpWith({ execute, keys: { create: async () => {} }, credentials, claims, store }),
    signIn: signInWith({ store, claims, credentials }),
    queries: readSideOf(store, (question) => asked.push({ ...question })),
    imports: {
      run: runImportWith({ execute, store, clock: () => now, deriveId: ids.deriveAt }),
      undo: undoImportWith({ execute, store, clock: () => now, deriveId: ids.deriveAt }),
    },
    spool,
    health: async () => healthy,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    config: { version: '0.1.0', cookieSecure: false, bodyMaxBytes, importMaxBytes },
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
    holder: async (claim) => holders.get(nameOf(claim)) ?? null,
  };
}
