import { readFileSync, statSync } from 'node:fs';
import type { Endpoint } from './protocol/announcements.ts';

export function parseInteger(name: string, text: string, [min, max]: readonly [number, number]): number {
  const value = Number(text);
  const isValid = /^\d+$/.test(text) && value >= min && value <= max;
  if (!isValid) throw new Error(`--${name} ${text} is not a number from ${min} to ${max}.`);
  return value;
}

export function readSecretFile(name: string, path: string): string {
  if (statSync(path).mode & 0o077) throw new Error(`--${name} ${path} can be read by other users: chmod 600 ${path}`);
  return readFileSync(path, 'utf8').trim();
}

export function readUsers(path: string): Record<string, string> {
  const lines = readSecretFile('users', path).split('\n');
  const users = lines.map((line) => /^([^:]+):(.+)$/.exec(line.trim())?.slice(1) as [string, string] | undefined);
  const isComplete = users.every((user) => user !== undefined);
  if (!isComplete) throw new Error(`--users ${path} needs a line NAME:PASSWORD for each user.`);
  return Object.fromEntries(users);
}

export function parseEndpoint(text: string): Endpoint {
  const [, host, port] = /^\[?([^[\]]+?)\]?:(\d+)$/.exec(text) ?? [];
  if (host === undefined || port === undefined) throw new Error(`--advertise ${text} is not HOST:PORT.`);
  return { host, port: parseInteger('advertise', port, [1, 65_535]) };
}
