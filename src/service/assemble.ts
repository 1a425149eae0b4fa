import { type Aggregates, createAggregates } from '../commands/aggregates.ts';
import { createTakeClaims } from '../commands/claim.ts';
import { createExecute, type Execute } from '../commands/execute.ts';
import { createExecuteEach } from '../commands/execute-each.ts';
import { createForesee } from '../commands/foresee.ts';
import { keyedQueue } from '../commands/keyed-queue.ts';
import type { FoldCache } from '../commands/loaded-stream.ts';
import type { AccountId, PlanId } from '../events/ids.ts';
import type { Scrub } from '../policies/finish-erasing-accounts.ts';
import type { ListErased } from '../policies/list-erased-accounts.ts';
import type { AppGrants } from '../ports/app-grants.ts';
import type { AuthSessions } from '../ports/auth-sessions.ts';
import type { UniquenessClaims } from '../ports/claims.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarkCommand } from '../ports/command-marks.ts';
import type { Credentials } from '../ports/credentials.ts';
import type { DataReads } from '../ports/data-reads.ts';
import type { EventStore, SealedStreams } from '../ports/event-store.ts';
import type { Ids } from '../ports/ids.ts';
import type { ImportJobs } from '../ports/import-jobs.ts';
import type { Keys } from '../ports/keys.ts';
import type { RequiredPosition } from '../ports/lanes.ts';
import type { Log } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import type { PasswordResets } from '../ports/password-resets.ts';
import type { PersonalTokens } from '../ports/personal-tokens.ts';
import type { Positions } from '../ports/positions.ts';
import type { Quotas } from '../ports/quotas.ts';
import type { Snapshots } from '../ports/snapshots.ts';
import type { Webhooks } from '../ports/webhooks.ts';
import type { Queries } from '../queries/all.ts';
import { createAuditQueries } from '../queries/audit/audit-queries.ts';
import { createCoachAudit } from '../queries/audit/coach-audit.ts';
import { ownAudit } from '../queries/audit/history.ts';
import { createSupportAudit } from '../queries/audit/support-audit.ts';
import type { CoachQueries } from '../queries/coaching/coach-queries.ts';
import { createGetRoster, type RosterCache } from '../queries/coaching/get-roster.ts';
import type { DocumentById } from '../queries/statements/document-by-id.ts';
import type { SupportQueries } from '../queries/support/support-queries.ts';
import type { GetUnit } from '../queries/units/get-unit.ts';
import { createActOnAccount } from '../use-cases/account/act-on-account.ts';
import { createIsAddressOwnClaim } from '../use-cases/account/address-origin.ts';
import { createEraseAccount, createForgetAccount } from '../use-cases/account/erase.ts';
import { createFindAccount } from '../use-cases/account/find-account.ts';
import { createReadAccount } from '../use-cases/account/read-account.ts';
import { createRegister } from '../use-cases/account/register.ts';
import { createOfferPasswordReset, createRedeemPasswordReset } from '../use-cases/account/reset-password.ts';
import { createSignIn } from '../use-cases/account/sign-in.ts';
import { createVerifyPassword } from '../use-cases/account/verify-password.ts';
import { createAdmitCoach } from '../use-cases/coaching/admit-coach.ts';
import { createRequestCoaching } from '../use-cases/coaching/request-coaching.ts';
import { createCopyPlan } from '../use-cases/copy/copy-plan.ts';
import { createCopyUnit } from '../use-cases/copy/copy-unit.ts';
import { createLoadDemo } from '../use-cases/demo/load-demo.ts';
import { createRemoveDemo } from '../use-cases/demo/remove-demo.ts';
import { createBackground } from '../use-cases/import/background.ts';
import { createMatchers } from '../use-cases/import/match.ts';
import { createRunImport } from '../use-cases/import/run.ts';
import { createUndoImport } from '../use-cases/import/undo.ts';
import { createLinkExercises, type ListUnlinked } from '../use-cases/link-exercises.ts';
import { createReadAggregate, createReadOwner } from '../use-cases/read-aggregate.ts';
import { createReadReferenceLists } from '../use-cases/read-reference-lists.ts';
import { createSeed } from '../use-cases/seed.ts';
import { createFindActiveSession } from '../use-cases/session/find-active-session.ts';
import { createUndoChanges } from '../use-cases/undo/undo-changes.ts';
import { createPolicies } from './policies.ts';

/** All ports that commands, use cases and policies need: adapters in production, replacements in memory in tests. */
export type Ports = Readonly<{
  adminEmail: string;
  store: EventStore;
  sealedStreams: SealedStreams;
  claims: UniquenessClaims;
  /** The same uniqueness claims as `claims`, for seeding: takes many claims with few statements. */
  batchedClaims: UniquenessClaims;
  quotas: Quotas;
  positions: Positions;
  foldCache: FoldCache;
  /** A small cache for imports: each of their many sessions is written once, and large. */
  importFoldCache: FoldCache;
  rosterCache: RosterCache;
  importJobs: ImportJobs;
  logger: Logger;
  keys: Keys;
  credentials: Credentials;
  resets: PasswordResets;
  /** Lists an erased account outside the log and the database. */
  listErased: ListErased;
  authSessions: AuthSessions;
  personalTokens: PersonalTokens;
  appGrants: AppGrants;
  webhooks: Webhooks;
  dataReads: DataReads;
  snapshots: Snapshots;
  /** The log position that the read models must have reached in each lane before the account sees its own writes. */
  requiredPosition: (account: AccountId) => Promise<RequiredPosition>;
  clock: Clock;
  ids: Ids;
  /** Resolves after other work of the process has had its turn. */
  breathe: () => Promise<void>;
  /** Resolves after a time. */
  pause: (milliseconds: number) => Promise<unknown>;
  mark: MarkCommand;
  queries: Queries;
  coachQueries: CoachQueries;
  supportQueries: SupportQueries;
  log: Pick<Log, 'page'>;
  scrub: Scrub;
}>;

/**
 * Connects the ports with the commands, use cases and policies. It only creates functions: it opens no connection and
 * calls no port.
 */
export function assemble(ports: Ports) {
  const { store, credentials, authSessions, resets, clock, ids, queries, pause } = ports;
  const aggregates = createAggregates(ports);
  const { account } = aggregates;
  const { execute, executeEach, executeImports, executeSeeds } = createExecutes(ports, aggregates);
  const readAccount = createReadAccount(store);
  const findAccount = createFindAccount(ports);
  const actOnAccount = createActOnAccount({ ...ports, execute, account });
  const forgetAccount = createForgetAccount(ports);
  const { waitUntilProjected } = queries;
  const imports = createImports(ports, executeImports);
  const foresee = createForesee(store);
  const readAggregate = createReadAggregate(store);
  const register = createRegister({ ...ports, execute, account });
  const admitCoach = createAdmitCoach(ports);
  return {
    execute,
    executeEach,
    foresee,
    seed: createSeed({ execute: executeSeeds, clock, newId: () => ids.make() }),
    readReferenceLists: createReadReferenceLists(store),
    readAggregate,
    readOwner: createReadOwner(store),
    getRoster: createGetRoster(ports),
    coachAudit: createCoachAudit(ports),
    supportAudit: createSupportAudit(ports),
    audit: createAuditQueries({
      ...{ ...ports, ...ownAudit },
      listPlaces: (question) => queries.listPlaces(question),
      listStreams: (question) => queries.listStreams(question),
      listRecordings: (question) => queries.listRecordings(question),
    }),
    readAccount,
    isAddressOwnClaim: createIsAddressOwnClaim(ports),
    findAccount,
    findActiveSession: createFindActiveSession(ports),
    actOnAccount,
    register,
    signIn: createSignIn({ findAccount, credentials, authSessions }),
    verifyPassword: createVerifyPassword({ readAccount, credentials }),
    offerPasswordReset: createOfferPasswordReset({ act: actOnAccount, resets, readAccount }),
    redeemPasswordReset: createRedeemPasswordReset({ act: actOnAccount, resets, store }),
    forgetAccount,
    eraseAccount: createEraseAccount({ act: actOnAccount, forget: forgetAccount, waitUntilProjected }),
    imports,
    undoChanges: createUndoChanges({
      ...{ execute, foresee, store, ids, undoImport: imports.undo },
      listChangedThings: (question) => queries.listChangedThings(question),
    }),
    background: createBackground({ jobs: ports.importJobs, logger: ports.logger }),
    admitCoach,
    requestCoaching: createRequestCoaching({ findAccount, execute, pause }),
    ...createCopies(ports, execute),
    loadDemo: createLoadDemo({ ...ports, execute: executeImports, register, readAccount, admitCoach }),
    removeDemo: createRemoveDemo({ ids, readAccount }),
    linkExercises: createLinkExercises({ execute, readAggregate, listUnlinked: createListUnlinked(ports) }),
    policies: createPolicies(ports, { execute, readAccount, imports, forget: forgetAccount }),
  };
}

/**
 * Creates the functions that execute commands: one command or several of a request, those of imports, and those of the seed
 * data. The commands of requests for one stream take turns, so that they do not conflict. Imports have a small cache of their
 * own, so that their many large sessions fill neither the memory nor the cache of the requests. Seeding records no positions,
 * because no account waits to read seed data, and caches no folds, because each seeded stream is written once.
 */
function createExecutes(ports: Ports, aggregates: Aggregates) {
  const { store, claims, batchedClaims, quotas, positions, foldCache: cache, importFoldCache } = ports;
  const takeClaims = createTakeClaims({ claims, quotas, store, aggregates });
  const inTurn = keyedQueue();
  return {
    execute: createExecute({ store, positions, cache, takeClaims }, inTurn),
    executeEach: createExecuteEach({ store, positions, cache, takeClaims }, inTurn),
    executeImports: createExecute({ store, positions, cache: importFoldCache, takeClaims }),
    executeSeeds: createExecute({
      store,
      positions: { record: async () => {} },
      cache: { get: () => undefined, set: () => {}, delete: () => {} },
      takeClaims: createTakeClaims({ claims: batchedClaims, quotas, store, aggregates }),
    }),
  };
}

function createImports(ports: Ports, execute: Execute) {
  const { store, clock, ids, queries, requiredPosition, breathe } = ports;
  const matcherOf = createMatchers(breathe);
  const importPorts = {
    ...{ execute, store, clock, ids, breathe },
    readReferenceLists: createReadReferenceLists(store),
    readExerciseMatcher: async (caller: AccountId) =>
      matcherOf(await queries.listExerciseNames({ caller, requiredPosition: await requiredPosition(caller) })),
  };
  return { run: createRunImport(importPorts), undo: createUndoImport(importPorts) };
}

/** Creates the functions that make the commands for copies of training units and plans. */
function createCopies(ports: Ports, execute: Execute) {
  const { queries, store } = ports;
  const copyPorts = {
    ...{ ...ports, execute, readAggregate: createReadAggregate(store) },
    readReferenceLists: createReadReferenceLists(store),
    mayReadUnit: async (question: GetUnit) => (await queries.getUnit(question)) !== null,
    mayReadPlan: async (question: DocumentById<PlanId>) => (await queries.getPlan(question)) !== null,
  };
  return { copyUnit: createCopyUnit(copyPorts), copyPlan: createCopyPlan(copyPorts) };
}

const createListUnlinked =
  ({ queries, requiredPosition }: Ports): ListUnlinked =>
  async (question) =>
    queries.listUnlinkedEntries({ ...question, requiredPosition: await requiredPosition(question.owner) });
