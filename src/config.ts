import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const positive = z.coerce.number().int().positive();
const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'])
  .transform((text) => ['true', '1', 'yes', 'on'].includes(text));
const url = (...protocols: string[]) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)), {
    error: `must start with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });
const masterKey = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length >= 32, { error: 'must be at least 32 bytes in base64' });

const environment = z.object({
  APP_ENVIRONMENT: z.enum(['dev', 'test', 'production']).default('dev'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  IRONTRACK_DATA: z.string().min(1).default('.irontrack'),
  EVENTSTORE_URL: url('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover').optional(),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  REDIS_URL: url('redis', 'rediss').optional(),
  MASTER_KEY: masterKey.optional(),
  JWT_PRIVATE_KEY: z.string().min(1).optional(),
  ACCESS_TOKEN_EXPIRE_MINUTES: positive.default(30),
  REFRESH_TOKEN_EXPIRE_DAYS: positive.default(7),
  REFRESH_GRACE_SECONDS: z.coerce.number().int().min(0).max(600).default(10),
  ADMIN_EMAIL: z.string().min(3).default('system.admin@example.com'),
  COOKIE_SECURE: flag.optional(),
  CDN_RESOURCES_URL: url('http', 'https').default('https://cdn.example.com'),
  LANES: positive.max(64).default(4),
  IMPORT_MAX_BYTES: positive.default(256 * 1024 * 1024),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
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

/** Reads the settings out of an environment. Throws one `ConfigError` that names every fault. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): {
  config: Config;
  secrets: GivenSecrets;
} {
  // An empty variable is an absent one: compose files write them so.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const faults = parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  if (given.APP_ENVIRONMENT === 'production') {
    const required = ['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL', 'MASTER_KEY', 'JWT_PRIVATE_KEY'];
    faults.push(...required.filter((name) => !given[name]).map((name) => `${name}: is required in production`));
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
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
    adminEmail: values.ADMIN_EMAIL.trim().toLowerCase(),
    cookieSecure: values.COOKIE_SECURE ?? values.APP_ENVIRONMENT === 'production',
    imageBase: values.CDN_RESOURCES_URL.replace(/\/+$/, ''),
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
