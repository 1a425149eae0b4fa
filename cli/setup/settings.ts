import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasData, hasLog, isForbidden } from '../../embedded/data-folders.ts';
import { completeSecrets, type Secrets, secretsFile } from '../../src/infra/local/secret-file.ts';
import { createLogger } from '../../src/infra/logger.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { Config } from '../../src/service/config.ts';
import { loadConfig, type Overrides } from '../../src/service/load-config.ts';
import { type Cli, CliError } from '../host/host.ts';
import { isComplete, runningAddresses } from './addresses.ts';

export type Settings = Readonly<{ config: Config; secrets: Secrets; logger: Logger }>;
/** The settings of a command that signs no tokens. */
export type InstalledSettings = Readonly<{ config: Config; secrets: Pick<Secrets, 'masterKey'> }>;

/**
 * Reads the settings from the environment and from options, which come first. Secrets that are not set are read from
 * the data folder, and created there if it has none. For commands that may create an installation.
 */
export function readSettings(cli: Cli, options: Overrides = {}): Settings {
  const { config, secrets } = loadConfig(cli.env, options);
  // Refuses to create a master key for an existing log: a new key could not decrypt the log.
  if (secrets.masterKey === undefined && hasLog(config.dataDir)) requireSecretsFile(config);
  return { config, logger: loggerOf(cli, config), secrets: completeSecrets(secrets, config.dataDir) };
}

/**
 * Reads the settings of an installation that exists. Creates nothing: in a wrong folder a command would otherwise
 * create another installation, and answer from it.
 */
export function readInstalledSettings(cli: Cli): InstalledSettings {
  const config = readInstalledConfig(cli);
  const { secrets } = loadConfig(cli.env);
  if (secrets.masterKey === undefined) requireSecretsFile(config);
  const masterKey = secrets.masterKey ?? completeSecrets(secrets, config.dataDir).masterKey;
  return { config, secrets: { masterKey } };
}

/**
 * Reads the configuration of an installation that exists: its services are set or running, or its data is in the data
 * folder.
 */
export function readInstalledConfig(cli: Cli): Config {
  const { config } = loadConfig(cli.env);
  if (isComplete(runningAddresses(config)) || config.environment === 'production' || hasData(config.dataDir)) {
    return config;
  }
  if (isForbidden(config.dataDir)) throw new CliError(forbiddenFolder(config));
  throw new CliError(
    `There is no installation in ${resolve(config.dataDir)}: set IRONTRACK_DATA to the folder of one, or run irontrack up.`,
  );
}

export const forbiddenFolder = ({ dataDir }: Config): string =>
  `This user may not read ${resolve(dataDir)}: run the command as its owner, or set IRONTRACK_DATA to another folder.`;

const loggerOf = (cli: Cli, { logLevel, environment }: Config): Logger =>
  createLogger(logLevel, environment === 'dev' ? 'plain' : 'json', cli.stderr);

/**
 * The logger of a command that prints an answer. Unless LOG_LEVEL is set, it leaves out what a process of the service
 * reports about its work.
 */
export const answerLogger = (cli: Cli, config: Config): Logger =>
  loggerOf(cli, cli.env.LOG_LEVEL ? config : { ...config, logLevel: 'warn' });

function requireSecretsFile({ dataDir }: Config): void {
  const file = secretsFile(dataDir);
  if (existsSync(file)) return;
  throw new CliError(
    hasLog(dataDir)
      ? `The data folder ${dataDir} has a log, but ${file} is missing: restore that file, or set its MASTER_KEY.`
      : `There is no ${resolve(file)}: set IRONTRACK_DATA to the folder of the installation, or set its MASTER_KEY.`,
  );
}
