import { unwatchFile, watchFile } from 'node:fs';
import { readSigningKeys, type SigningKey } from '../../infra/access/signing-keys.ts';
import { readSecrets, type Secrets, secretsFile } from '../../infra/local/secret-file.ts';
import type { Config } from '../config.ts';

/** How often the file is looked at. */
const intervalMs = 1_000;

/**
 * The keys that sign tokens. When they are from the data folder, they follow its file until aborted, so that `irontrack keys
 * rotate` needs no restart.
 */
export function signingKeysOf(
  { jwtPrivateKey }: Secrets,
  { dataDir }: Pick<Config, 'dataDir'>,
  signal: AbortSignal,
): readonly [SigningKey, ...SigningKey[]] {
  const keys = readSigningKeys(jwtPrivateKey);
  const path = secretsFile(dataDir);
  let known = jwtPrivateKey;
  const follow = () => {
    const text = storedIn(dataDir);
    if (text === null || text === known) return;
    known = text;
    keys.splice(0, keys.length, ...readSigningKeys(text));
  };
  if (storedIn(dataDir) !== jwtPrivateKey) return keys;
  watchFile(path, { interval: intervalMs, persistent: false }, follow);
  signal.addEventListener('abort', () => unwatchFile(path, follow), { once: true });
  return keys;
}

/** The keys in the data folder; null when it has none that can be used. */
function storedIn(dataDir: string): string | null {
  try {
    const { jwtPrivateKey } = readSecrets(dataDir);
    return readSigningKeys(jwtPrivateKey).length > 0 ? jwtPrivateKey : null;
  } catch {
    return null;
  }
}
