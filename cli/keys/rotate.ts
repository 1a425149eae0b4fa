import { readSigningKeys, rotations, signsWithNewest } from '../../src/infra/access/signing-keys.ts';
import { readSecrets, replaceSecret } from '../../src/infra/local/secret-file.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { readInstalledSettings } from '../setup/settings.ts';

export const rotate = defineCommand({
  options: {
    promote: { type: 'boolean', describe: 'With JWT_PRIVATE_KEY: let the newest key sign' },
    retire: { type: 'boolean', describe: 'End the use of every key but the one that signs' },
  },
  conflicts: ['promote', 'retire'],
  async run({ promote = false, retire = false }, cli) {
    const { secrets } = loadConfig(cli.env);
    if (secrets.jwtPrivateKey === undefined) return rotateInFile(cli, { promote, retire });
    const step = promote ? 'promote' : retire ? 'retire' : 'add';
    if (promote && readSigningKeys(secrets.jwtPrivateKey).length === 1) {
      throw new CliError(
        '--promote: JWT_PRIVATE_KEY has one key, which signs. irontrack keys rotate adds another one.',
      );
    }
    const isPromoted = signsWithNewest(secrets.jwtPrivateKey);
    if (promote && isPromoted === true) throw new CliError('--promote: the newest key signs already.');
    if (retire && isPromoted === false) {
      throw new CliError('--retire would remove the newest key, which does not sign yet. First run it with --promote.');
    }
    cli.print(`JWT_PRIVATE_KEY='${rotations[step](secrets.jwtPrivateKey)}'`);
    cli.say(next[step]);
  },
});

const next = {
  add: 'Give this value to all processes. Then run irontrack keys rotate --promote with it.',
  promote:
    'Give this value to all processes. After REFRESH_TOKEN_EXPIRE_DAYS run irontrack keys rotate --retire with it.',
  retire: 'Give this value to all processes.',
} as const;

/** One process uses the data folder, and it follows the file. */
function rotateInFile(cli: Cli, { promote, retire }: Readonly<{ promote: boolean; retire: boolean }>): void {
  if (promote)
    throw new CliError(
      '--promote is for JWT_PRIVATE_KEY in the environment. In the data folder a new key signs at once.',
    );
  const { dataDir } = readInstalledSettings(cli).config;
  const { jwtPrivateKey } = readSecrets(dataDir);
  replaceSecret(dataDir, { jwtPrivateKey: rotations[retire ? 'retire' : 'replace'](jwtPrivateKey) });
  cli.say(
    retire
      ? 'Only the key that signs is valid now.'
      : 'A new key signs now. The one before it stays valid until the next rotation, or --retire.',
  );
}
