import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ActingAs } from '../commands/account/admission.ts';
import type { PasswordRules } from '../commands/account/password.ts';
import type { Execute } from '../commands/execute.ts';
import type { ExecuteEach } from '../commands/execute-each.ts';
import type { ReferenceLists } from '../commands/exercise/references.ts';
import type { Foresee } from '../commands/foresee.ts';
import type { CreatePlan } from '../commands/plan/create-plan.ts';
import type { CreateUnit } from '../commands/unit/create-unit.ts';
import type { AccountDocument, PresentAccount } from '../documents/account.ts';
import type { AccountId, AppGrantId, PersonalTokenId, PlanId, UnitId } from '../events/ids.ts';
import type { Scope } from '../events/token-values.ts';
import type { AppGrants } from '../ports/app-grants.ts';
import type { AuthSessions } from '../ports/auth-sessions.ts';
import type { AuthorizationServer } from '../ports/authorization-server.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarkCommand } from '../ports/command-marks.ts';
import type { DataReads } from '../ports/data-reads.ts';
import type { Ids } from '../ports/ids.ts';
import type { ImportJobs } from '../ports/import-jobs.ts';
import type { Layout, RequiredPosition } from '../ports/lanes.ts';
import type { Logger } from '../ports/logger.ts';
import type { Observe } from '../ports/observe.ts';
import type { PasswordTurns } from '../ports/password-turns.ts';
import type { PersonalTokens } from '../ports/personal-tokens.ts';
import type { PipelineOperations } from '../ports/pipeline-operations.ts';
import type { Quotas } from '../ports/quotas.ts';
import type { RateLimits } from '../ports/rate-limits.ts';
import type { RequestLimits } from '../ports/request-limits.ts';
import type { TokenClaims, Tokens } from '../ports/tokens.ts';
import type { TreeHeads } from '../ports/tree-heads.ts';
import type { VerifyInstallation } from '../ports/verification.ts';
import type { RefuseUrl, Webhooks } from '../ports/webhooks.ts';
import type { Queries } from '../queries/all.ts';
import type { AuditQueries } from '../queries/audit/audit-queries.ts';
import type { CoachAudit } from '../queries/audit/coach-audit.ts';
import type { SupportAudit } from '../queries/audit/support-audit.ts';
import type { Landmark } from '../queries/changes/feed-token.ts';
import type { CoachQueries } from '../queries/coaching/coach-queries.ts';
import type { GetRoster } from '../queries/coaching/get-roster.ts';
import type { SupportQueries } from '../queries/support/support-queries.ts';
import type { AccountContext } from '../use-cases/account/account-context.ts';
import type { ActOnAccount } from '../use-cases/account/act-on-account.ts';
import type { EraseAccount } from '../use-cases/account/erase.ts';
import type { FindAccount } from '../use-cases/account/find-account.ts';
import type { ReadAccount } from '../use-cases/account/read-account.ts';
import type { Register } from '../use-cases/account/register.ts';
import type { PasswordRedemption } from '../use-cases/account/reset-password.ts';
import type { SignedIn, SignIn } from '../use-cases/account/sign-in.ts';
import type { VerifyPassword } from '../use-cases/account/verify-password.ts';
import type { AdmitCoach } from '../use-cases/coaching/admit-coach.ts';
import type { CoachingRequest } from '../use-cases/coaching/request-coaching.ts';
import type { CopyRequest } from '../use-cases/copy/copy-request.ts';
import type { Background } from '../use-cases/import/background.ts';
import type { ImportHead, ImportRequest, ImportResult, ImportSource } from '../use-cases/import/import-request.ts';
import type { UndoRequest } from '../use-cases/import/undo.ts';
import type { Linked, LinkRequest } from '../use-cases/link-exercises.ts';
import type { ReadAggregate, ReadOwner } from '../use-cases/read-aggregate.ts';
import type { FindActiveSession } from '../use-cases/session/find-active-session.ts';
import type { UndoChanges, UndoReport } from '../use-cases/undo/undo-request.ts';
import type { ConsoleFiles } from './console/console.ts';
import type { TurnLimit } from './middleware/turns.ts';
import type { DocsFile } from './openapi/docs-files.ts';
import type { Pipeline } from './system/responses.ts';

/** The account that a valid token belongs to, with the data that a request of it needs. */
export type Admitted = Readonly<{
  account: AccountDocument;
  revision: number;
  requiredPosition: RequiredPosition;
  generation: number;
}>;

type AdmittedBearer = Readonly<{ scopes: readonly Scope[] }> &
  (Readonly<{ kind: 'personal'; id: PersonalTokenId }> | Readonly<{ kind: 'app'; id: AppGrantId; resource: string }>);
type AdmittedToken = Admitted & Readonly<{ token: AdmittedBearer }>;

/**
 * Checks whether a verified token is still accepted. Returns null when the token was revoked, or when its account was
 * erased, deactivated or signed out everywhere since. Throws `unavailable` when it cannot check.
 */
type Gate = Readonly<{
  admit: (token: Pick<TokenClaims, 'sub' | 'jti' | 'gen'>) => Promise<Admitted | null>;
  /**
   * Checks a personal access token or an access token of an app, whose text may be anything. `attempt` runs the check of
   * a token that is not in the cache.
   */
  admitBearer: (
    text: string,
    attempt: <Result>(check: () => Promise<Result>) => Promise<Result>,
  ) => Promise<AdmittedToken | null>;
  /**
   * Checks the account of a refresh token. Whether the refresh token itself was revoked is checked by the auth
   * sessions.
   */
  account: (token: Pick<TokenClaims, 'sub' | 'gen'>) => Promise<PresentAccount | null>;
}>;

/** The authorization server, with the requests and responses of Node. */
export type OAuthServer = AuthorizationServer<IncomingMessage, ServerResponse>;

/** What the apps of others need to get access to accounts. */
export type Apps = Readonly<{
  /** The address of the service as apps know it; null when it is not known. Apps can then not connect. */
  publicUrl: () => string | null;
  /** Loads the authorization server, which most requests do not need. */
  load: () => Promise<OAuthServer>;
}>;

type Imports = Readonly<{
  run: (request: ImportRequest) => Promise<ImportResult>;
  undo: (request: UndoRequest) => Promise<ImportHead>;
}>;

/** A temporary file that can be read several times. Disposing of it deletes the file. */
export type Spooled = AsyncDisposable & ImportSource;
/** Writes an upload to a temporary file, because the upload may not fit into memory. */
export type Spool = (content: AsyncIterable<Uint8Array>) => Promise<Spooled>;

type ComponentStatus = 'online' | 'offline';
export type Health = Readonly<{
  database: ComponentStatus;
  cache: ComponentStatus;
  eventStore: ComponentStatus;
  pipeline: Pipeline;
}>;

/** Everything that the HTTP API uses: ports, use cases and queries. */
export type Dependencies = Readonly<{
  clock: Clock;
  ids: Pick<Ids, 'make' | 'derive'>;
  layout: Layout;
  logger: Logger;
  mark: MarkCommand;
  rateLimits: RateLimits;
  requestLimits: RequestLimits;
  passwordTurns: PasswordTurns;
  quotas: Pick<Quotas, 'read'>;
  passwordRules: PasswordRules;
  tokens: Tokens;
  gate: Gate;
  authSessions: Pick<AuthSessions, 'rotate' | 'end' | 'list'>;
  personalTokens: Pick<PersonalTokens, 'create' | 'list' | 'revoke'>;
  appGrants: Pick<AppGrants, 'list' | 'end' | 'has'>;
  apps: Apps;
  webhooks: Omit<Webhooks, 'forget'>;
  refuseUrl: RefuseUrl;
  execute: Execute;
  executeEach: ExecuteEach;
  foresee: Foresee;
  queries: Queries;
  coachQueries: CoachQueries;
  getRoster: GetRoster;
  audit: AuditQueries;
  coachAudit: CoachAudit;
  supportQueries: SupportQueries;
  supportAudit: SupportAudit;
  readAccount: ReadAccount;
  treeHeads: TreeHeads;
  verifyInstallation: VerifyInstallation;
  dataReads: Pick<DataReads, 'record'>;
  readReferenceLists: () => Promise<ReferenceLists>;
  readAggregate: ReadAggregate;
  readOwner: ReadOwner;
  register: Register;
  signIn: (request: SignIn) => Promise<SignedIn | null>;
  findAccount: FindAccount;
  findActiveSession: FindActiveSession;
  verifyPassword: VerifyPassword;
  actOnAccount: ActOnAccount;
  eraseAccount: EraseAccount;
  offerPasswordReset: (account: AccountId, as: ActingAs, context: AccountContext) => Promise<string>;
  redeemPasswordReset: (redemption: PasswordRedemption) => Promise<AccountId>;
  imports: Imports;
  undoChanges: (request: UndoChanges) => Promise<UndoReport>;
  importJobs: Pick<ImportJobs, 'read' | 'cancel'>;
  background: Pick<Background, 'run' | 'count'>;
  admitCoach: AdmitCoach;
  requestCoaching: (request: CoachingRequest) => Promise<void>;
  copyUnit: (request: CopyRequest<UnitId>) => Promise<CreateUnit>;
  copyPlan: (request: CopyRequest<PlanId>) => Promise<CreatePlan>;
  linkExercises: (request: LinkRequest) => Promise<Linked>;
  spool: Spool;
  /** Knows which events the log has, by which a token of the change feed proves that it is about this log. */
  landmarks: Readonly<{ isInLog: (landmark: Landmark) => Promise<boolean>; remember: (landmark: Landmark) => void }>;
  /** Aborted when the service stops. Responses that last until then end. */
  closing: AbortSignal;
  /** Reads a file of the page that shows the API documentation. */
  readDocsFile: (name: DocsFile) => Promise<Buffer>;
  consoleFiles: ConsoleFiles;
  health: () => Promise<Health>;
  pipeline: PipelineOperations;
  observe: Observe;
  config: HttpConfig;
}>;

export type HttpConfig = Readonly<{
  version: string;
  /** Whether the names of the cookies begin with `__Host-`. */
  hostCookies: boolean;
  /** Whether the cookies have the attribute `Secure`. */
  cookieSecure: boolean;
  /** The base URL of exercise images. The URL of an image is this URL, `/exercises` and the path of the image. */
  imageBase: string;
  /** Proxies whose `X-Forwarded-For` is trusted: addresses, subnets and Express's names for them. */
  trustedProxies: readonly string[];
  /** Whether clients connect through a Unix socket. Who may open it is trusted as a proxy. */
  overSocket: boolean;
  /** The origins whose pages may use the API from a browser. */
  corsOrigins: readonly string[];
  /** The names of hosts under which clients reach the service, besides loopback names; null when any name is allowed. */
  allowedHosts: readonly string[] | null;
  /** Maximum size of a JSON or form body, in bytes. */
  bodyMaxBytes: number;
  /** Maximum size of an import file, in bytes. */
  importMaxBytes: number;
  /** Up to this size of the file, in bytes, the response to an import waits until the import is complete. */
  importDirectBytes: number;
  /** The limits of the work that one account may have in flight. */
  limits: Readonly<{ requests: TurnLimit; uploads: TurnLimit; live: TurnLimit }>;
  /**
   * Times of responses that last, in milliseconds: after which pause a client connects again, how often the sign-in is
   * checked, and how long a response lasts at most.
   */
  live: Readonly<{ retryMs: number; checkMs: number; lastsMs: number }>;
}>;
