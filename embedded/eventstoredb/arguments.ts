import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Endpoint } from './protocol/announcements.ts';
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

function parseInteger(name: string, text: string, [min, max]: readonly [number, number]): number {
  const value = Number(text);
  const isValid = /^\d+$/.test(text) && value >= min && value <= max;
  if (!isValid) throw new Error(`--${name} ${text} is not a number from ${min} to ${max}.`);
  return value;
}

function readSecretFile(name: string, path: string): string {
  if (statSync(path).mode & 0o077) throw new Error(`--${name} ${path} can be read by other users: chmod 600 ${path}`);
  return readFileSync(path, 'utf8').trim();
}

function readUsers(path: string): Record<string, string> {
  const lines = readSecretFile('users', path).split('\n');
  const users = lines.map((line) => /^([^:]+):(.+)$/.exec(line.trim())?.slice(1) as [string, string] | undefined);
  const isComplete = users.every((user) => user !== undefined);
  if (!isComplete) throw new Error(`--users ${path} needs a line NAME:PASSWORD for each user.`);
  return Object.fromEntries(users);
}

function parseEndpoint(text: string): Endpoint {
  const [, host, port] = /^\[?([^[\]]+?)\]?:(\d+)$/.exec(text) ?? [];
  if (host === undefined || port === undefined) throw new Error(`--advertise ${text} is not HOST:PORT.`);
  return { host, port: parseInteger('advertise', port, [1, 65_535]) };
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
  if ((key === undefined) !== (certificate === undefined))
    throw new Error('TLS needs --tls-key and --tls-certificate.');
  if (users !== undefined && key === undefined)
    throw new Error('--users needs TLS: clients send passwords over TLS only.');
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
