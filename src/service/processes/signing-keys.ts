import { readSigningKeys, type SigningKey } from '../../infra/access/signing-keys.ts';
import { readSecrets, type Secrets } from '../../infra/local/secret-file.ts';
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
  let known = jwtPrivateKey;
  const follow = () => {
    const text = storedIn(dataDir);
    if (text === null || text === known) return;
    known = text;
    const changed = usableIn(text);
    if (changed) keys.splice(0, keys.length, ...changed);
  };
  if (storedIn(dataDir) !== jwtPrivateKey) return keys;
  // A watch of the file would miss a change before its first look.
  const timer = setInterval(follow, intervalMs).unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return keys;
}

/** The text of the keys in the data folder; null when it has none. */
function storedIn(dataDir: string): string | null {
  try {
    return readSecrets(dataDir).jwtPrivateKey;
  } catch {
    return null;
  }
}

/** The keys of a text; null when they cannot be used. */
function usableIn(text: string): readonly SigningKey[] | null {
  try {
    return readSigningKeys(text);
  } catch {
    return null;
  }
}
