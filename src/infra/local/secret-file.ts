import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateJwk } from '../access/signing-keys.ts';

const kept = z.object({ masterKey: z.string(), jwtPrivateKey: z.string() });
/** The file that keeps them is none. */
export class SecretsError extends Error {
  override readonly name = 'SecretsError';
}

export type Secrets = Readonly<z.infer<typeof kept>>;

export const secretsFile = (folder: string): string => join(folder, 'secrets.json');

/** The given secrets; missing ones come from `secrets.json` in the folder, which is made where it does not exist. */
export function completeSecrets(given: { [Name in keyof Secrets]: string | undefined }, folder: string): Secrets {
  const { masterKey, jwtPrivateKey } = given;
  if (masterKey !== undefined && jwtPrivateKey !== undefined) return { masterKey, jwtPrivateKey };
  const made = readOrMake(folder);
  return { masterKey: masterKey ?? made.masterKey, jwtPrivateKey: jwtPrivateKey ?? made.jwtPrivateKey };
}

function readOrMake(folder: string): Secrets {
  const path = secretsFile(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const fresh = { masterKey: randomBytes(32).toString('base64'), jwtPrivateKey: generateJwk() };
  writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  try {
    // Takes effect only where there is no such file yet, and then as a whole: what exists is never replaced.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return parse(readFileSync(path, 'utf8'), path);
}

function parse(text: string, path: string): Secrets {
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    // What they say would quote a secret.
    throw new SecretsError(
      `${path} does not hold the secrets; restore it, for without its key personal texts stay sealed.`,
    );
  }
}
