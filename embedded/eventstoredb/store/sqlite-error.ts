/** The primary result code of an error of SQLite; `undefined` for other errors. */
function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** Whether another connection has locked the file. */
export const isBusy = (error: unknown): boolean => sqliteCodeOf(error) === BUSY;

/** Whether the file does not have the structure of an SQLite file, wholly or in the part that was read. */
export const isDamage = (error: unknown): boolean =>
  sqliteCodeOf(error) === CORRUPT || sqliteCodeOf(error) === NOT_A_DATABASE;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
