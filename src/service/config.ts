import type { PasswordRules } from '../commands/account/password.ts';
import { perQuota } from '../events/schemas.ts';
import type { TurnLimits } from '../infra/access/password-turns.ts';
import type { RequestRates } from '../infra/local/request-limits.ts';
import type { Rates } from '../infra/redis/rate-limiters.ts';
import type { QuotaLimits } from '../ports/quotas.ts';
import { type Environment, parseEnvironment } from './environment.ts';
import * as variables from './variables.ts';

/** The settings of the service. docs/configuration.md describes the environment variable of each. */
export type Config = Readonly<{
  environment: 'dev' | 'test' | 'production';
  host: string;
  /** The port of the HTTP API; 0 selects a free port. */
  port: number;
  /** The address of the service as apps know it. Outside production the default is the address of the API. */
  publicUrl: string | undefined;
  dataDir: string;
  /** The addresses of EventStoreDB, Postgres and Redis. A service whose address is undefined is embedded. */
  eventStoreUrl: string | undefined;
  databaseUrl: string | undefined;
  /** Whether Postgres keeps statements that are used often parsed and planned. Old poolers cannot do that. */
  preparesStatements: boolean;
  redisUrl: string | undefined;
  /**
   * How many seconds access tokens and refresh tokens are valid, and how many seconds a spent refresh token is still
   * accepted.
   */
  accessSeconds: number;
  refreshSeconds: number;
  graceSeconds: number;
  /** The email address of the system administrator. */
  adminEmail: string;
  cookieSecure: boolean;
  /** Which rules new passwords must follow, and whether they bind superusers and operators too. */
  passwordRules: Omit<PasswordRules, 'isCommon'>;
  /** The base URL of exercise images, without `/exercises`. */
  imageBase: string;
  /** The origins, besides the service's own, whose pages may use the API from a browser. */
  corsOrigins: readonly string[];
  /** The host names of the service, besides loopback names; null when any name is allowed. */
  allowedHosts: readonly string[] | null;
  /** Proxies whose `X-Forwarded-For` is trusted: addresses, subnets and Express's names for subnets. */
  trustedProxies: readonly string[];
  /**
   * How many uses per minute each rate limit allows; 0 means no limit. Limits count per network address, except
   * `signInAccount` and `ownPassword`, which count per account. The limits of sign-ins and of the own password count
   * wrong passwords only.
   */
  rates: Rates;
  /** How many requests per minute a process answers of one account, and of an address without an account. */
  requestRates: RequestRates;
  /**
   * How many requests, uploads and live streams of one account run at the same time; 0 means no limit. `waitingRequests`:
   * how many more requests of the account wait for their turn.
   */
  inFlight: Readonly<{ requests: number; waitingRequests: number; uploads: number; live: number }>;
  /** How many requests with passwords may be in flight in one process; 0 means no limit. */
  passwordTurns: TurnLimits;
  /** How many things of each kind an account may have; 0 means no limit. */
  quotas: QuotaLimits;
  /**
   * `allowedNetworks`: in which networks, besides the public internet, webhooks may have receivers. `timeoutMs`: how long
   * a request may last. `pausesMs`: the pauses before each further attempt; after the last one a delivery is given up.
   */
  webhooks: Readonly<{ allowedNetworks: readonly string[]; timeoutMs: number; pausesMs: readonly number[] }>;
  /** The address to which each tree head is sent; undefined for none. */
  signUrl: string | undefined;
  /** The pause between two signatures over the heads of all streams. */
  signPauseMs: number;
  /** The number of lanes of a new database. An existing database keeps its own number. */
  lanes: number;
  importMaxBytes: number;
  /** The size of the largest file that is imported before the answer. The import of a larger file goes on as a job. */
  importDirectBytes: number;
  /** How many seconds the API keeps a connection open that has no request. */
  keepAliveSeconds: number;
  /** The port of the metrics. Without it, no metrics are served. */
  metricsPort: number | undefined;
  metricsHost: string;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
}>;

/**
 * The secrets that are set; log messages never contain them. Outside production, missing secrets are generated and
 * stored in the data folder.
 */
export type GivenSecrets = Readonly<{ masterKey: string | undefined; jwtPrivateKey: string | undefined }>;

/** The error for an invalid environment. Its message has one line for each invalid variable. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration is invalid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Values that replace environment variables, such as the options of a command. An empty text replaces the variable too,
 * whereas an empty variable counts as missing.
 */
export type Overrides = Readonly<Record<string, string | number | undefined>>;

/** Reads the settings from environment variables. Throws one `ConfigError` that lists every invalid variable. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  overrides: Overrides = {},
): {
  config: Config;
  secrets: GivenSecrets;
} {
  // An empty variable counts as missing, because Docker Compose passes a variable that is not set as an empty one.
  const parsed = parseEnvironment([
    ...Object.entries(env).filter(([, value]) => value !== ''),
    ...Object.entries(overrides).filter(([, value]) => value !== undefined),
  ]);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  const { MASTER_KEY: masterKey, JWT_PRIVATE_KEY: jwtPrivateKey } = parsed.data;
  return { config: Object.freeze(configOf(parsed.data)), secrets: { masterKey, jwtPrivateKey } };
}

const configOf = (values: Environment): Config => ({
  environment: values.APP_ENVIRONMENT,
  host: values.HOST,
  port: values.PORT,
  publicUrl: values.PUBLIC_URL,
  dataDir: values.IRONTRACK_DATA,
  eventStoreUrl: values.EVENTSTORE_URL,
  databaseUrl: values.DATABASE_URL,
  preparesStatements: values.DATABASE_PREPARED_STATEMENTS,
  redisUrl: values.REDIS_URL,
  accessSeconds: values.ACCESS_TOKEN_EXPIRE_MINUTES * 60,
  refreshSeconds: values.REFRESH_TOKEN_EXPIRE_DAYS * 86_400,
  graceSeconds: values.REFRESH_GRACE_SECONDS,
  adminEmail: values.ADMIN_EMAIL,
  cookieSecure: values.COOKIE_SECURE,
  passwordRules: {
    needsCharacters: values.PASSWORD_CHARACTERS,
    bindsOperators: values.APP_ENVIRONMENT === 'production',
  },
  imageBase: values.CDN_RESOURCES_URL.replace(/\/+$/, ''),
  corsOrigins: values.CORS_ORIGINS,
  trustedProxies: values.TRUSTED_PROXIES,
  // In production, cookies need TLS, and no attacker has a certificate for a name that leads to the service.
  allowedHosts: values.ALLOWED_HOSTS ?? (values.APP_ENVIRONMENT === 'production' ? null : []),
  rates: {
    signInAccount: values.RATE_SIGN_IN_ACCOUNT,
    ownPassword: values.RATE_SIGN_IN_ACCOUNT,
    signInAddress: values.RATE_SIGN_IN_ADDRESS,
    signUp: values.RATE_SIGN_UP,
    refresh: values.RATE_REFRESH,
    passwordReset: values.RATE_PASSWORD_RESET,
    personalToken: values.RATE_PERSONAL_TOKEN,
    appRequest: values.RATE_APP_REQUEST,
    appRegistration: values.RATE_APP_REGISTRATION,
    assistantWrites: values.RATE_ASSISTANT_WRITES,
    assistantWorkouts: values.RATE_ASSISTANT_WORKOUTS,
  },
  requestRates: { account: values.RATE_ACCOUNT, address: values.RATE_ADDRESS },
  inFlight: {
    requests: values.ACCOUNT_REQUESTS,
    waitingRequests: values.ACCOUNT_WAITING_REQUESTS,
    uploads: values.ACCOUNT_UPLOADS,
    live: values.ACCOUNT_LIVE_STREAMS,
  },
  passwordTurns: { perAccount: values.CONCURRENT_PASSWORDS_ACCOUNT, perAddress: values.CONCURRENT_PASSWORDS_ADDRESS },
  quotas: perQuota((kind) => values[variables.quotaVariable(kind)]),
  webhooks: {
    allowedNetworks: values.WEBHOOK_ALLOWED_NETWORKS,
    timeoutMs: values.WEBHOOK_TIMEOUT_SECONDS * 1_000,
    pausesMs: values.WEBHOOK_RETRY_SECONDS.map((seconds) => seconds * 1_000),
  },
  signUrl: values.SIGN_URL,
  signPauseMs: values.SIGN_SECONDS * 1_000,
  lanes: values.LANES,
  importMaxBytes: values.IMPORT_MAX_BYTES,
  importDirectBytes: values.IMPORT_DIRECT_BYTES,
  keepAliveSeconds: values.KEEP_ALIVE_SECONDS,
  metricsPort: values.METRICS_PORT,
  metricsHost: values.METRICS_HOST,
  logLevel: values.LOG_LEVEL,
});
