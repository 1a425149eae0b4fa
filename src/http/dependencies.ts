import type { ActingAs } from '../commands/account/state.ts';
import type { Execute } from '../commands/execute.ts';
import type { ReferenceLists } from '../commands/exercise/references.ts';
import type { AccountDocument, PresentAccount } from '../documents/account.ts';
import type { ExercisePresence } from '../documents/exercise.ts';
import type { AccountId, AuthSessionId, ExerciseId } from '../events/ids.ts';
import type { AuthSessions } from '../ports/auth-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarkCommand } from '../ports/command-marks.ts';
import type { Ids } from '../ports/ids.ts';
import type { Layout, RequiredPosition } from '../ports/lanes.ts';
import type { Logger } from '../ports/logger.ts';
import type { RateLimits } from '../ports/rate-limits.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { Queries } from '../queries/all.ts';
import type { AccountContext } from '../use-cases/account/account-context.ts';
import type { ActOnAccount } from '../use-cases/account/act-on-account.ts';
import type { EraseAccount } from '../use-cases/account/erase.ts';
import type { Register } from '../use-cases/account/register.ts';
import type { PasswordRedemption } from '../use-cases/account/reset-password.ts';
import type { SignedIn, SignIn } from '../use-cases/account/sign-in.ts';
import type { ImportHead, ImportRequest, ImportResult, ImportSource } from '../use-cases/import/import-request.ts';
import type { UndoRequest } from '../use-cases/import/undo.ts';
import type { Pipeline } from './system/responses.ts';

/** Who a valid token speaks for. */
export type Identity = Readonly<{
  account: AccountDocument;
  revision: number;
  requiredPosition: RequiredPosition;
  authSession: AuthSessionId;
  generation: number;
}>;

/** A run reads its file from the start, more than once if need be. */
export type Imports = Readonly<{
  run: (request: ImportRequest) => Promise<ImportResult>;
  undo: (request: UndoRequest) => Promise<ImportHead>;
}>;
/** A file that can be read more than once, until it is disposed of. */
export type Spooled = AsyncDisposable & ImportSource;
export type Spool = (content: AsyncIterable<Uint8Array>) => Promise<Spooled>;

type ComponentStatus = 'online' | 'offline';
/** The pipeline has stalled when events wait and no lane moves. */
export type Health = Readonly<{
  database: ComponentStatus;
  cache: ComponentStatus;
  eventStore: ComponentStatus;
  pipeline: Pipeline;
}>;

/** What the HTTP side is given; it makes none of it itself. */
export type Dependencies = Readonly<{
  execute: Execute;
  clock: Clock;
  layout: Layout;
  ids: Pick<Ids, 'make' | 'derive'>;
  mark: MarkCommand;
  /** Null where the account is gone, inactive or signed out, or the token was revoked. `unavailable` without its store. */
  gate: Readonly<{
    admit: (
      token: Readonly<{ sub: AccountId; jti: string; gen: number }>,
    ) => Promise<Omit<Identity, 'authSession'> | null>;
    /** The account that a refresh token speaks for, as its tokens see it; null as above. */
    account: (token: Readonly<{ sub: AccountId; gen: number }>) => Promise<PresentAccount | null>;
  }>;
  tokens: Tokens;
  authSessions: Pick<AuthSessions, 'rotate' | 'end' | 'list'>;
  register: Register;
  /** Null for wrong credentials and inactive accounts alike. */
  signIn: (request: SignIn) => Promise<SignedIn | null>;
  findAccount: (email: string) => Promise<PresentAccount | null>;
  /** Whether it is the account's password. */
  verifyPassword: (account: AccountId, password: string) => Promise<boolean>;
  actOnAccount: ActOnAccount;
  eraseAccount: EraseAccount;
  offerPasswordReset: (account: AccountId, as: ActingAs, context: AccountContext) => Promise<string>;
  redeemPasswordReset: (redemption: PasswordRedemption) => Promise<AccountId>;
  queries: Queries;
  /** The directories as the log tells them now. */
  directories: () => Promise<ReferenceLists>;
  /** An exercise as the log tells it now. */
  foldExercise: (id: ExerciseId) => Promise<ExercisePresence>;
  rateLimits: RateLimits;
  imports: Imports;
  /** Takes an upload to the disk, for it may not fit into memory. */
  spool: Spool;
  /** Answers also when components are away. */
  health: () => Promise<Health>;
  logger: Logger;
  /** Hears of every answered request; `route` is its pattern, null where nothing matched. */
  observe: (request: { method: string; route: string | null; status: number; seconds: number }) => void;
  config: HttpConfig;
}>;

export type HttpConfig = Readonly<{
  version: string;
  /** Cookies carry the prefix `__Host-`. */
  hostCookies: boolean;
  /** `Secure` on the cookies. */
  cookieSecure: boolean;
  /** Where exercises' pictures are: the address before `/exercises`. */
  imageBase: string;
  /** Addresses, subnets and Express's names of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** Origins whose pages may use the API. */
  corsOrigins: readonly string[];
  /** Largest JSON or form body, in bytes. */
  bodyMaxBytes: number;
  /** Largest file to import, in bytes. */
  importMaxBytes: number;
}>;
