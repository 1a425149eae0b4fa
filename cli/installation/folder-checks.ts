import { existsSync, statfsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasData, hasLog, isForbidden } from '../../embedded/data-folders.ts';
import { secretsFile } from '../../src/infra/local/secret-file.ts';
import type { Config } from '../../src/service/config.ts';
import { forbiddenFolder } from '../setup/settings.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** Checks the data folder and the disk that it is on. */
export async function checkFolder(config: Config): Promise<readonly Check[]> {
  const folder = resolve(config.dataDir);
  if (isForbidden(folder)) return [failed('data folder', forbiddenFolder(config))];
  if (!existsSync(folder)) return [warning('data folder', `${folder} does not exist; irontrack up creates it.`)];
  return [checkData(config, folder), checkSecrets(config), checkSpace(folder)];
}

function checkData(config: Config, folder: string): Check {
  const name = 'data folder';
  if (!statSync(folder).isDirectory())
    return failed(name, `${folder} is no folder: set IRONTRACK_DATA to another one.`);
  if (isReadableByOthers(folder))
    return warning(name, `Other users can read ${folder}: make it private (chmod go-rw).`);
  return ok(name, hasData(config.dataDir) ? `${folder} has an installation.` : `${folder} has no embedded services.`);
}

function checkSecrets({ dataDir }: Config): Check {
  const [name, file] = ['secrets', secretsFile(dataDir)];
  if (existsSync(file)) {
    return isReadableByOthers(file)
      ? failed(name, `Other users can read ${file}: make it private (chmod go-rw).`)
      : ok(name, file);
  }
  if (hasLog(dataDir)) return failed(name, `The log needs the MASTER_KEY of ${file}, which is missing: restore it.`);
  return ok(name, 'None are stored in the data folder.');
}

const warnBelowBytes = 2 ** 30;
const failBelowBytes = 2 ** 27;

function checkSpace(folder: string): Check {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const details = `${(free / 2 ** 30).toFixed(1)} GiB are free.`;
  if (free < failBelowBytes) return failed('disk', `${details} Make room: writes are about to fail.`);
  return free < warnBelowBytes ? warning('disk', `${details} Make room soon.`) : ok('disk', details);
}

/** Others may enter the data folder of root, because the embedded Postgres runs as another user. */
const isReadableByOthers = (path: string): boolean => (statSync(path).mode & 0o066) !== 0;
