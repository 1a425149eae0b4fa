import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateJwk } from '../access/signing-keys.ts';

const secretsSchema = z.object({ masterKey: z.string(), jwtPrivateKey: z.string() });

export type Secrets = Readonly<z.infer<typeof secretsSchema>>;

/** The error for a secrets file that exists but does not contain valid secrets. */
export class SecretsError extends Error {
  override readonly name = 'SecretsError';
}

export const secretsFile = (folder: string): string => join(folder, 'secrets.json');

/**
 * Completes the secrets that the settings contain with those of the folder's file `secrets.json`. Creates the file with
 * new secrets when it does not exist.
 */
export function completeSecrets(given: { [Name in keyof Secrets]: string | undefined }, folder: string): Secrets {
  const { masterKey, jwtPrivateKey } = given;
  if (masterKey !== undefined && jwtPrivateKey !== undefined) return { masterKey, jwtPrivateKey };
  const stored = readOrCreate(folder);
  return { masterKey: masterKey ?? stored.masterKey, jwtPrivateKey: jwtPrivateKey ?? stored.jwtPrivateKey };
}

/** Replaces a secret in the folder's file `secrets.json`. After a crash the file has the old one or the new one. */
export function replaceSecret(folder: string, changed: Partial<Secrets>): void {
  const path = secretsFile(folder);
  renameSync(writeDraft(path, { ...readSecrets(folder), ...changed }), path);
}

/** Reads the folder's file `secrets.json`, which exists. */
export function readSecrets(folder: string): Secrets {
  const path = secretsFile(folder);
  return parseSecrets(readFileSync(path, 'utf8'), path);
}

/** Writes secrets to a new file beside `path`, and returns its name. The data is on the disk when this returns. */
function writeDraft(path: string, secrets: Secrets): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  return draft;
}

function readOrCreate(folder: string): Secrets {
  const path = secretsFile(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const generated = { masterKey: randomBytes(32).toString('base64'), jwtPrivateKey: generateJwk() };
  const draft = writeDraft(path, generated);
  try {
    // The file is written under another name and then linked to its own name. The link fails when the file exists, so
    // existing secrets are never replaced, and no process reads a file that is half written.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return parseSecrets(readFileSync(path, 'utf8'), path);
}

function parseSecrets(text: string, path: string): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    // The message of the JSON parser is left out, because it would quote a secret.
    throw new SecretsError(
      `${path} holds no valid secrets. Restore it from a backup: personal data cannot be decrypted without its key.`,
    );
  }
}
