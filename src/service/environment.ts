import { z } from 'zod';
import { plainMessage } from '../plain-messages.ts';
import { maxLanes } from '../projections/core/lanes.ts';
import * as productionRules from './production-rules.ts';
import * as variables from './variables.ts';

const defaultAdminEmail = 'system.admin@example.com';
/** The pauses between the attempts of a delivery in seconds: almost 24 hours together. */
const webhookPauses = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 14_400, 14_400, 14_400, 14_400];

/** The schema of the environment variables. docs/configuration.md describes each of them. */
export const environment = z.object({
  APP_ENVIRONMENT: z.enum(['dev', 'test', 'production']).default('dev'),
  HTTP_SOCKET: z.string().min(1).max(100).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: variables.port.default(3000),
  PUBLIC_URL: variables.publicUrl.optional(),
  IRONTRACK_DATA: z.string().min(1).default('.irontrack'),
  EVENTSTORE_URL: variables.eventStoreUrl.optional(),
  DATABASE_URL: variables.postgresUrl.optional(),
  DATABASE_PREPARED_STATEMENTS: variables.flag.default(true),
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
  RATE_ACCOUNT: variables.rate.default(1_200),
  RATE_ADDRESS: variables.rate.default(6_000),
  RATE_SIGN_IN_ACCOUNT: variables.rate.default(10),
  RATE_SIGN_IN_ADDRESS: variables.rate.default(100),
  CONCURRENT_PASSWORDS_ACCOUNT: variables.rate.default(2),
  CONCURRENT_PASSWORDS_ADDRESS: variables.rate.default(10),
  RATE_SIGN_UP: variables.rate.default(100),
  RATE_REFRESH: variables.rate.default(300),
  RATE_PASSWORD_RESET: variables.rate.default(30),
  RATE_PERSONAL_TOKEN: variables.rate.default(300),
  RATE_APP_REQUEST: variables.rate.default(300),
  RATE_APP_REGISTRATION: variables.rate.default(20),
  RATE_ASSISTANT_WRITES: variables.rate.default(30),
  RATE_ASSISTANT_WORKOUTS: variables.rate.default(24),
  RATE_APP_WRITES: variables.rate.default(600),
  RATE_APP_WORKOUTS: variables.rate.default(500),
  ACCOUNT_REQUESTS: variables.rate.default(4),
  ACCOUNT_WAITING_REQUESTS: variables.rate.default(50),
  ACCOUNT_UPLOADS: variables.rate.default(2),
  ACCOUNT_LIVE_STREAMS: variables.rate.default(4),
  ...variables.quotas,
  WEBHOOK_ALLOWED_NETWORKS: variables.networks.default([]),
  WEBHOOK_TIMEOUT_SECONDS: variables.positive.max(60).default(15),
  WEBHOOK_RETRY_SECONDS: variables.pauses.default(webhookPauses),
  SIGN_URL: variables.webAddress.optional(),
  SIGN_SECONDS: variables.positive.max(86_400).default(60),
  LANES: variables.positive.max(maxLanes).default(4),
  IMPORT_MAX_BYTES: variables.positive.default(256 * 1024 * 1024),
  KEEP_ALIVE_SECONDS: variables.positive.max(3_600).default(65),
  IMPORT_DIRECT_BYTES: variables.positive.default(1024 * 1024),
  METRICS_PORT: variables.port.optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: variables.webAddress.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('irontrack'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
});

export const production = environment.extend({
  EVENTSTORE_URL: productionRules.eventStoreUrl,
  DATABASE_URL: productionRules.postgresUrl,
  REDIS_URL: productionRules.redisUrl,
  MASTER_KEY: productionRules.masterKey,
  JWT_PRIVATE_KEY: productionRules.signingKeys,
  PUBLIC_URL: productionRules.publicUrl.optional(),
  ADMIN_EMAIL: productionRules.adminEmail(defaultAdminEmail),
  COOKIE_SECURE: productionRules.secure.default(true),
  CORS_ORIGINS: productionRules.origins.default([]),
});

export type Environment = z.output<typeof environment>;

/** Parses the values of the variables. In production it follows the rules of production. */
export function parseEnvironment(
  variables: readonly (readonly [string, unknown])[],
): z.ZodSafeParseResult<Environment> {
  const given = Object.fromEntries(variables);
  const schema: z.ZodType<Environment> = given.APP_ENVIRONMENT === 'production' ? production : environment;
  return schema.safeParse(given, { error: plainMessage });
}
