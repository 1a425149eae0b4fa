/** Why a test file cannot run on this machine. */
export class SkippedFile extends Error {}

/** In the first hook of a file: ends the file, which is then reported as skipped. `.ci/run` does not accept that. */
export function skipFile(reason: string): never {
  throw new SkippedFile(reason);
}
