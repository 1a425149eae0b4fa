import type { Config, GivenSecrets } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type Environment, parseEnvironment } from './environment.ts';
import { limitsOf } from './limits.ts';

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
  socket: values.HTTP_SOCKET,
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
  ...limitsOf(values),
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
  traces: {
    endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    service: values.OTEL_SERVICE_NAME,
    ratio: values.OTEL_TRACES_SAMPLER_ARG,
  },
  logLevel: values.LOG_LEVEL,
});
