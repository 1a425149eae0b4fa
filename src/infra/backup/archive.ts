import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isIntact } from './lines.ts';

/** What is in the folder of a backup. `backup.json` is written last, so a folder without it is no backup. */
export const manifestFile = 'backup.json';
export const databaseFile = 'database.ndjson.gz';
export const logFile = 'log.ndjson.gz';
export const headsFile = 'stream-heads.log';
export const secretsFile = 'secrets.json';

const sealed = z.object({ lines: z.int().min(0), sha256: z.string() });
const manifestSchema = z.object({
  format: z.literal(1),
  /** The version of IronTrack that has made the backup. */
  version: z.string(),
  at: z.string(),
  /** The last position of the log that it contains. */
  position: z.string(),
  /** The last migration of the database. */
  migration: z.int(),
  /** By which MASTER_KEYs the root key in it is wrapped. The proofs do not reveal them. */
  masterKeys: z.array(z.string()),
  database: sealed,
  log: sealed,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A backup cannot be written to its folder, or cannot be restored. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

export const writeManifest = (folder: string, manifest: Manifest): Promise<void> =>
  writeFile(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });

/** Reads what the backup says about itself, and checks that its files are complete. */
export async function openArchive(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const [file, contents] of [
    [databaseFile, manifest.database],
    [logFile, manifest.log],
  ] as const) {
    if (!(await isIntact(join(folder, file), contents))) {
      throw new BackupRefused(`${join(folder, file)} is not as it was written. Use another backup.`);
    }
  }
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestFile), 'utf8')));
  } catch (cause) {
    throw new BackupRefused(`${folder} is no complete backup of a format that this build knows.`, { cause });
  }
}
