import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { generateJwk } from '../../src/infra/access/signing-keys.ts';
import { ConfigError, loadConfig } from '../../src/service/config.ts';

export type Environment = Readonly<Record<string, string>>;

/** As docs/configuration.md makes them. */
export const hex = (): string => createHash('sha256').update('fixed').digest('hex').slice(0, 48);
export const production: Environment = {
  APP_ENVIRONMENT: 'production',
  EVENTSTORE_URL: 'esdb://eventstore:2113?tls=false',
  DATABASE_URL: `postgres://irontrack:${hex()}@postgres:5432/irontrack`,
  REDIS_URL: `redis://:${hex()}@redis:6379`,
  MASTER_KEY: createHash('sha256').update('fixed').digest('base64'),
  JWT_PRIVATE_KEY: generateJwk(),
  ADMIN_EMAIL: 'head.coach@strength.example.org',
};

/** The variables and what is said of each, a line per fault. */
export function faultsOf(env: Environment): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}
/** The variables that have faults. */
export const faultyIn = (env: Environment): string[] => faultsOf(env).map((line) => line.split(':', 1)[0] ?? '');
/** Those of an installation that is otherwise as it should be. */
export const inProduction = (part: Environment): string[] => faultyIn({ ...production, ...part });
