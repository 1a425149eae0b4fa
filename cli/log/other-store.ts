import { CliError } from '../host/host.ts';

type Urls = Readonly<{ to: string | undefined; from: string | undefined }>;
/** The event store beside that of the installation, and whether it gets the copy. */
export type OtherStore = Readonly<{ url: string; isTarget: boolean }>;

/**
 * The event store to copy to or from: that of the option, else that of LOG_COPY_TO or LOG_COPY_FROM. Other users of the machine
 * can read the options of a process, but not its variables.
 */
export function otherStoreOf(options: Urls, env: Readonly<Record<string, string | undefined>>): OtherStore {
  const variables = { to: env.LOG_COPY_TO || undefined, from: env.LOG_COPY_FROM || undefined };
  const { to, from } = options.to === undefined && options.from === undefined ? variables : options;
  if (to !== undefined && from !== undefined) throw new CliError('Set LOG_COPY_TO or LOG_COPY_FROM, not both.');
  if (to !== undefined) return { url: to, isTarget: true };
  if (from !== undefined) return { url: from, isTarget: false };
  throw new CliError(
    'Set LOG_COPY_TO or LOG_COPY_FROM, or give --to or --from: the connection string of the other event store.',
  );
}
