import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseEndpoint, parseInteger, readSecretFile, readUsers } from './argument-values.ts';
import type { EventStoreOptions } from './server.ts';

const options = {
  file: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '0' },
  advertise: { type: 'string' },
  'max-append-size': { type: 'string' },
  'append-only': { type: 'boolean', default: false },
  'token-file': { type: 'string' },
  users: { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-certificate': { type: 'string' },
  tied: { type: 'boolean', default: false },
} as const;

/**
 * The arguments of the stand-alone server. Secrets are in files, because every user of the machine can read command
 * lines. With `tied`, the server stops at the end of its standard input, so that it does not outlive its parent process.
 */
export type ServerArguments = EventStoreOptions & { readonly tied: boolean };

type Values = Readonly<Partial<Record<'users' | 'tls-key' | 'tls-certificate', string>>>;

function requireSafePasswords({ users, 'tls-key': key, 'tls-certificate': certificate }: Values): void {
  if ((key === undefined) !== (certificate === undefined))
    throw new Error('TLS needs --tls-key and --tls-certificate.');
  if (users !== undefined && key === undefined)
    throw new Error('--users needs TLS: clients send passwords over TLS only.');
}

/**
 * Parses the command line of the stand-alone server, and reads the files that it names.
 * @throws Error when an argument is missing or invalid.
 */
export function readArguments(args?: string[]): ServerArguments {
  const { values } = parseArgs({ options, ...(args && { args }) });
  const { file, host, advertise, users, tied } = values;
  const [token, key, certificate] = [values['token-file'], values['tls-key'], values['tls-certificate']];
  if (file === undefined) throw new Error('--file PATH is missing; --file :memory: stores nothing on disk.');
  requireSafePasswords(values);
  const size = values['max-append-size'];
  return {
    file,
    host,
    port: parseInteger('port', values.port, [0, 65_535]),
    tied,
    appendOnly: values['append-only'],
    ...(size !== undefined && { maxAppendSize: parseInteger('max-append-size', size, [1, 16_777_216]) }),
    ...(advertise !== undefined && { advertise: parseEndpoint(advertise) }),
    ...((users !== undefined || token !== undefined) && {
      credentials: {
        ...(users !== undefined && { users: readUsers(users) }),
        ...(token !== undefined && { token: readSecretFile('token-file', token) }),
      },
    }),
    ...(key !== undefined &&
      certificate !== undefined && {
        tls: { key: readSecretFile('tls-key', key), certificate: readFileSync(certificate, 'utf8') },
      }),
  };
}
