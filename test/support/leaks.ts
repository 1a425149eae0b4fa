import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';

/** Members of requests that hold what is personal or secret. */
const personal: ReadonlySet<string> = new Set([
  ...['email', 'username', 'name', 'notes', 'token'],
  ...['password', 'confirmPassword', 'currentPassword', 'newPassword'],
]);
/** Shorter or plainer texts may well stand in a log line by chance. */
const isTelling = (text: string): boolean => text.length >= 6 && /[^a-z]/.test(text) && !/^[\w$.]+$/.test(text);

/** What gives itself away, whoever it belongs to. */
const patterns: Readonly<Record<string, RegExp>> = {
  'an e-mail address': /[\w.+-]+@([\w-]+\.)+[a-z]{2,}/i,
  'a token': /\beyJ[\w-]{8,}/,
  'a password hash': /\$argon2/,
  'a private key': /BEGIN [A-Z ]*PRIVATE KEY|"d"\s*:\s*"/,
  'a cookie': /(access|refresh)_token=/,
  'an address with its password': /\w+:\/\/[^\s/:@]*:[^\s/@]+@/,
};

/** Alike but for their numbers: of lines that are, one is kept. */
const withoutNumbers = (text: string): string => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, '#');

/** All that is logged, and all that must never be. */
export function logBook() {
  const lines = new Map<string, string>();
  const secrets = new Map<string, string>();
  return {
    /** A piece of what `source` logs. */
    add(source: string, text: string): void {
      for (const line of text.split('\n')) if (line !== '') lines.set(withoutNumbers(line), `${source}: ${line}`);
    },
    /** Something that no log may hold. */
    keepSecret(text: string): void {
      // Of a text that is nothing but a number, nothing is left to be told by.
      const plain = withoutNumbers(text);
      if (isTelling(text) && isTelling(plain)) secrets.set(plain, text);
    },
    lines: () => [...lines.values()],
    /** Every line that tells something, and what. */
    leaks(): readonly string[] {
      const all = [...lines];
      const shown = all.flatMap(([, line]) =>
        Object.entries(patterns).flatMap(([what, pattern]) => (pattern.test(line) ? [`${what} in ${line}`] : [])),
      );
      const joined = all.map(([plain]) => plain).join('\n');
      const told = [...secrets].flatMap(([plain, secret]) => {
        if (!joined.includes(plain)) return [];
        return all.flatMap(([where, line]) => (where.includes(plain) ? [`${inspect(secret)} in ${line}`] : []));
      });
      return [...shown, ...told];
    },
  };
}

/** The log of this run: all processes that it starts, and the apps in its own. */
export const logs = logBook();

/** What the run's requests hold of persons and secrets may not be logged. */
export function keepSecret(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const members = body instanceof URLSearchParams ? [...body] : Object.entries(body);
  for (const [member, value] of members) {
    if (typeof value === 'object') keepSecret(value);
    else if (personal.has(member)) logs.keepSecret(String(value));
  }
}

/** The logs that the servers in a data folder have written, and the keys that nobody may have logged. */
export function readServerLogs(folder: string): void {
  const contentOf = (file: string) => readFileSync(join(folder, file), 'utf8');
  for (const log of globSync('**/server.log*', { cwd: folder })) logs.add(log, contentOf(log));
  for (const file of globSync('**/secrets.json', { cwd: folder })) {
    for (const key of Object.values<string>(JSON.parse(contentOf(file)))) logs.keepSecret(key);
  }
}

/** Throws when a log of this process's tests contains personal data or a secret. */
export function assertNoLeaks(): void {
  expect(logs.leaks().slice(0, 20), 'personal data or secrets in logs').to.deep.equal([]);
}
