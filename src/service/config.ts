import { z } from 'zod';
import * as hardening from './production-rules.ts';
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
  CDN_RESOURCES_URL: variables.webAddress.default('https://cdn.example.com'),
  CORS_ORIGINS: variables.origins(['https:', 'http:']).default([]),
  TRUSTED_PROXIES: variables.proxies.default([]),
  RATE_SIGN_IN_ACCOUNT: variables.rate.default(10),
  RATE_SIGN_IN_ADDRESS: variables.rate.default(100),
  RATE_SIGN_UP: variables.rate.default(100),
  RATE_REFRESH: variables.rate.default(300),
  RATE_PASSWORD_RESET: variables.rate.default(30),
  LANES: variables.positive.max(64).default(4),
  IMPORT_MAX_BYTES: variables.positive.default(256 * 1024 * 1024),
  METRICS_PORT: variables.port.optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
});

const production = environment.extend({
  EVENTSTORE_URL: hardening.eventStoreUrl,
  DATABASE_URL: hardening.postgresUrl,
  REDIS_URL: hardening.redisUrl,
  MASTER_KEY: hardening.masterKey,
  JWT_PRIVATE_KEY: hardening.signingKeys,
  ADMIN_EMAIL: hardening.adminEmail(defaultAdminEmail),
  COOKIE_SECURE: hardening.secure.default(true),
  CORS_ORIGINS: hardening.origins.default([]),
});

/** The service's settings, each with the environment variable it comes from; see docs/configuration.md. */
export type Config = Readonly<{
  environment: 'dev' | 'test' | 'production';
  host: string;
  /** 0: a free one. */
  port: number;
  dataDir: string;
  /** Absent ones are embedded. */
  eventStoreUrl: string | undefined;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** Lives of tokens, and how long a spent refresh token still answers with its successor. */
  accessSeconds: number;
  refreshSeconds: number;
  graceSeconds: number;
  /** The system administrator's address. */
  adminEmail: string;
  cookieSecure: boolean;
  /** Where exercises' pictures are: the address before `/exercises`. */
  imageBase: string;
  /** Origins whose pages may use the API, besides its own. */
  corsOrigins: readonly string[];
  /** Proxies whose word counts about who asks: addresses, subnets and Express's names for some. */
  trustedProxies: readonly string[];
  /** Times in a minute, 0 for no limit: wrong passwords per account and per address, the others per address. */
  rates: Readonly<Record<'signInAccount' | 'signInAddress' | 'signUp' | 'refresh' | 'passwordReset', number>>;
  lanes: number;
  importMaxBytes: number;
  /** Undefined: no figures are served. */
  metricsPort: number | undefined;
  metricsHost: string;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
}>;

/** Never logged. Absent ones are made and kept in the data folder, except in production. */
export type GivenSecrets = Readonly<{ masterKey: string | undefined; jwtPrivateKey: string | undefined }>;

/** Everything that is wrong with the environment, a line each. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** What takes the place of variables. Unlike an empty variable, an empty text here is not an absent one. */
export type Overrides = Readonly<Record<string, string | number | undefined>>;

/** Reads the settings out of an environment. Throws one `ConfigError` that names every fault. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  overrides: Overrides = {},
): {
  config: Config;
  secrets: GivenSecrets;
} {
  // An empty variable is an absent one: compose files write them so.
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
  const values = parsed.data;
  const config = {
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
    imageBase: values.CDN_RESOURCES_URL.replace(/\/+$/, ''),
    corsOrigins: values.CORS_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    rates: {
      signInAccount: values.RATE_SIGN_IN_ACCOUNT,
      signInAddress: values.RATE_SIGN_IN_ADDRESS,
      signUp: values.RATE_SIGN_UP,
      refresh: values.RATE_REFRESH,
      passwordReset: values.RATE_PASSWORD_RESET,
    },
    lanes: values.LANES,
    importMaxBytes: values.IMPORT_MAX_BYTES,
    metricsPort: values.METRICS_PORT,
    metricsHost: values.METRICS_HOST,
    logLevel: values.LOG_LEVEL,
  };
  return {
    config: Object.freeze(config),
    secrets: { masterKey: values.MASTER_KEY, jwtPrivateKey: values.JWT_PRIVATE_KEY },
  };
}
