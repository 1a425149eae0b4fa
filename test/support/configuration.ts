import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { generateJwk } from '../../src/infra/access/signing-keys.ts';
import { ConfigError } from '../../src/service/config-error.ts';
import { loadConfig } from '../../src/service/load-config.ts';

export type Environment = Readonly<Record<string, string>>;

/** Creates a password like the ones in docs/configuration.md. */
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

/** The errors in an environment, one line for each: the variable, and what is wrong with its value. */
export function configErrors(env: Readonly<Record<string, string | undefined>>): string[] {
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
/** The names of the variables that have errors. */
export const invalidVariables = (env: Environment): string[] =>
  configErrors(env).map((line) => line.split(':', 1)[0] ?? '');
/** The names of the variables that have errors if `part` replaces variables of a valid production environment. */
export const invalidInProduction = (part: Environment): string[] => invalidVariables({ ...production, ...part });
