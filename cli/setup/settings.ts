import { existsSync } from 'node:fs';
import { hasLog } from '../../embedded/services.ts';
import { completeSecrets, type Secrets, secretsFile } from '../../src/infra/local/secret-file.ts';
import { createLogger } from '../../src/infra/logger.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { type Config, loadConfig, type Overrides } from '../../src/service/config.ts';
import { type Cli, CliError } from '../host/host.ts';

export type Settings = Readonly<{ config: Config; secrets: Secrets; logger: Logger }>;

/**
 * Reads the settings from the environment and from options, which come first. Secrets that are not set are read from
 * the data folder, and created there if it has none.
 */
export function readSettings(cli: Cli, options: Overrides = {}): Settings {
  const { config, secrets } = loadConfig(cli.env, options);
  const logger = createLogger(config.logLevel, config.environment === 'dev' ? 'plain' : 'json', cli.stderr);
  const file = secretsFile(config.dataDir);
  // Refuses to create a master key for an existing log: a new key could not decrypt the log.
  if (secrets.masterKey === undefined && hasLog(config.dataDir) && !existsSync(file)) {
    throw new CliError(
      `The data folder ${config.dataDir} has a log, but ${file} is missing: restore that file, or set its MASTER_KEY.`,
    );
  }
  return { config, logger, secrets: completeSecrets(secrets, config.dataDir) };
}
