import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

/** The variables that may be secret. Each can be given by a file, as container engines provide secrets. */
export const secretVariables = [
  ...['DATABASE_URL', 'EVENTSTORE_URL', 'REDIS_URL', 'LOG_COPY_TO', 'LOG_COPY_FROM'],
  ...['MASTER_KEY', 'NEW_MASTER_KEY', 'JWT_PRIVATE_KEY', 'IRONTRACK_TOKEN'],
] as const;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Replaces `NAME_FILE` by `NAME` for each secret: the content of the file, without the line break at its end. Throws one
 * `ConfigError` for all files that cannot be read, are empty, or are given beside the variable itself.
 */
export function readSecretFiles(env: Variables): Variables {
  const problems: string[] = [];
  const completed = { ...env };
  for (const name of secretVariables) {
    const file = `${name}_FILE`;
    const path = env[file];
    delete completed[file];
    if (!path) continue;
    const read = env[name] ? `${name} is set too; remove one of them` : contentOf(path);
    if (typeof read === 'string') problems.push(`${file}: ${read}`);
    else completed[name] = read.content;
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return completed;
}

/** The content of a file, or why it has none. */
function contentOf(path: string): Readonly<{ content: string }> | string {
  try {
    const content = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return content === '' ? 'the file is empty' : { content };
  } catch (error) {
    return `the file cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
}
