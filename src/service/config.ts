import { z } from 'zod';
import type { PasswordRules } from '../commands/account/password.ts';
import type { TurnLimits } from '../infra/access/password-turns.ts';
import type { Rates } from '../infra/redis/rate-limits.ts';
import type { QuotaLimits } from '../ports/quotas.ts';
import * as productionRules from './production-rules.ts';
import * as variables from './variables.ts';

const defaultAdminEmail = 'system.admin@example.com';

const environment = z.object({
  APP_ENVIRONMENT: z.enum(['dev', 'test', 'production']).default('dev'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: variables.port.default(3000),
  IRONTRACK_DATA: z.string().min(1).default('.irontrack'),
  EVENTSTORE_URL: variables.eventStoreUrl.optional(),
  DATABASE_URL: variables.postgresUrl.optional(),
  REDIS_URL: variables.redisUrl.optional(),
  MASTER_KEY: variables.masterKey.optional(),
  JWT_PRIVATE_KEY: variables.signingKeys.optional(),
  ACCESS_TOKEN_EXPIRE_MINUTES: variables.positive.default(30),
  REFRESH_TOKEN_EXPIRE_DAYS: variables.positive.default(7),
  REFRESH_GRACE_SECONDS: z.coerce.number().int().min(0).max(600).default(10),
  ADMIN_EMAIL: variables.emailAddress.default(defaultAdminEmail),
  COOKIE_SECURE: variables.flag.default(false),
  PASSWORD_CHARACTERS: variables.flag.default(false),
  CDN_RESOURCES_URL: variables.webAddress.default('https://cdn.example.com'),
  CORS_ORIGINS: variables.origins(['https:', 'http:']).default([]),
  TRUSTED_PROXIES: variables.proxies.default([]),
  ALLOWED_HOSTS: variables.hosts.optional(),
  RATE_SIGN_IN_ACCOUNT: variables.rate.default(10),
  RATE_SIGN_IN_ADDRESS: variables.rate.default(100),
  CONCURRENT_PASSWORDS_ACCOUNT: variables.rate.default(2),
  CONCURRENT_PASSWORDS_ADDRESS: variables.rate.default(10),
  RATE_SIGN_UP: variables.rate.default(100),
  RATE_REFRESH: variables.rate.default(300),
  RATE_PASSWORD_RESET: variables.rate.default(30),
  ACCOUNT_REQUESTS: variables.rate.default(4),
  ACCOUNT_WAITING_REQUESTS: variables.rate.default(50),
  ACCOUNT_UPLOADS: variables.rate.default(2),
  QUOTA_EXERCISES: variables.quota.default(1_000),
  QUOTA_SESSIONS: variables.quota.default(100_000),
  QUOTA_IMPORTS: variables.quota.default(1_000),
  LANES: variables.positive.max(64).default(4),
  IMPORT_MAX_BYTES: variables.positive.default(256 * 1024 * 1024),
  KEEP_ALIVE_SECONDS: variables.positive.max(3_600).default(65),
  IMPORT_DIRECT_BYTES: variables.positive.default(1024 * 1024),
  METRICS_PORT: variables.port.optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
});

const production = environment.extend({
  EVENTSTORE_URL: productionRules.eventStoreUrl,
  DATABASE_URL: productionRules.postgresUrl,
  REDIS_URL: productionRules.redisUrl,
  MASTER_KEY: productionRules.masterKey,
  JWT_PRIVATE_KEY: productionRules.signingKeys,
  ADMIN_EMAIL: productionRules.adminEmail(defaultAdminEmail),
  COOKIE_SECURE: productionRules.secure.default(true),
  CORS_ORIGINS: productionRules.origins.default([]),
});

/** The settings of the service. docs/configuration.md describes the environment variable of each. */
export type Config = Readonly<{
  environment: 'dev' | 'test' | 'production';
  host: string;
  /** The port of the HTTP API; 0 selects a free port. */
  port: number;
  dataDir: string;
  /** The addresses of EventStoreDB, Postgres and Redis. A service whose address is undefined is embedded. */
  eventStoreUrl: string | undefined;
  databaseUrl: string | undefined;
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
  /**
   * How many requests, and how many uploads, of one account run at the same time; 0 means no limit. `waitingRequests`:
   * how many more requests of the account wait for their turn.
   */
  inFlight: Readonly<{ requests: number; waitingRequests: number; uploads: number }>;
  /** How many requests with passwords may be in flight in one process; 0 means no limit. */
  passwordTurns: TurnLimits;
  /** How many things of each kind an account may have; 0 means no limit. */
  quotas: QuotaLimits;
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
 * The secrets that are set; they are never logged. Outside production, missing secrets are generated and stored in the
 * data folder.
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
  const given = Object.fromEntries([
    ...Object.entries(env).filter(([, value]) => value !== ''),
    ...Object.entries(overrides).filter(([, value]) => value !== undefined),
  ]);
  const schema: z.ZodType<z.output<typeof environment>> =
    given.APP_ENVIRONMENT === 'production' ? production : environment;
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  const { MASTER_KEY: masterKey, JWT_PRIVATE_KEY: jwtPrivateKey } = parsed.data;
  return { config: Object.freeze(configOf(parsed.data)), secrets: { masterKey, jwtPrivateKey } };
}

const configOf = (values: z.output<typeof environment>): Config => ({
  environment: values.APP_ENVIRONMENT,
  host: values.HOST,
  port: values.PORT,
  dataDir: values.IRONTRACK_DATA,
  eventStoreUrl: values.EVENTSTORE_URL,
  databaseUrl: values.DATABASE_URL,
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
  },
  inFlight: {
    requests: values.ACCOUNT_REQUESTS,
    waitingRequests: values.ACCOUNT_WAITING_REQUESTS,
    uploads: values.ACCOUNT_UPLOADS,
  },
  passwordTurns: { perAccount: values.CONCURRENT_PASSWORDS_ACCOUNT, perAddress: values.CONCURRENT_PASSWORDS_ADDRESS },
  quotas: {
    exercises: values.QUOTA_EXERCISES,
    sessions: values.QUOTA_SESSIONS,
    imports: values.QUOTA_IMPORTS,
  },
  lanes: values.LANES,
  importMaxBytes: values.IMPORT_MAX_BYTES,
  importDirectBytes: values.IMPORT_DIRECT_BYTES,
  keepAliveSeconds: values.KEEP_ALIVE_SECONDS,
  metricsPort: values.METRICS_PORT,
  metricsHost: values.METRICS_HOST,
  logLevel: values.LOG_LEVEL,
});
