import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';

/** Names of the fields of request bodies that contain personal data or secrets. */
const personal: ReadonlySet<string> = new Set([
  ...['email', 'username', 'name', 'notes', 'token'],
  ...['password', 'confirmPassword', 'currentPassword', 'newPassword'],
]);
/** Whether a text is unlikely to appear in a log line by chance, as a short or plain text may. */
const isDistinctive = (text: string): boolean => text.length >= 6 && /[^a-z]/.test(text) && !/^[\w$.]+$/.test(text);

/** Personal data and secrets that a pattern can recognise in a log line, by their kind. */
const patterns: Readonly<Record<string, RegExp>> = {
  'an e-mail address': /[\w.+-]+@([\w-]+\.)+[a-z]{2,}/i,
  'a token': /\beyJ[\w-]{8,}/,
  'a personal access token': /\bitpat_[\w-]{8,}/,
  'a password hash': /\$argon2/,
  'a private key': /BEGIN [A-Z ]*PRIVATE KEY|"d"\s*:\s*"/,
  'a cookie': /(access|refresh)_token=/,
  'an address with its token': /connectionName=\S/,
  'an address with its password': /\w+:\/\/[^\s/:@]*:[^\s/@]+@/,
};

/** The text without ids and numbers. Of log lines that differ only in ids and numbers, one is kept. */
const withoutNumbers = (text: string): string => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, '#');

/** Collects log lines and secrets, and finds the secrets in the lines. */
export function logBook() {
  const lines = new Map<string, string>();
  const secrets = new Map<string, string>();
  return {
    /** Adds the log lines that `source` has printed. */
    add(source: string, text: string): void {
      for (const line of text.split('\n')) if (line !== '') lines.set(withoutNumbers(line), `${source}: ${line}`);
    },
    /** Adds a text that no log line may contain. */
    keepSecret(text: string): void {
      // A text that is not distinctive without its ids and numbers, such as a mere number, is ignored: lines are
      // compared without them.
      const plain = withoutNumbers(text);
      if (isDistinctive(text) && isDistinctive(plain)) secrets.set(plain, text);
    },
    lines: () => [...lines.values()],
    /** Every log line with personal data or a secret, and what it contains. */
    leaks(): readonly string[] {
      const all = [...lines];
      const shown = all.flatMap(([, line]) =>
        Object.entries(patterns).flatMap(([what, pattern]) => (pattern.test(line) ? [`${what} in ${line}`] : [])),
      );
      const joined = all.map(([plain]) => plain).join('\n');
      const secretsShown = [...secrets].flatMap(([plain, secret]) => {
        if (!joined.includes(plain)) return [];
        return all.flatMap(([where, line]) => (where.includes(plain) ? [`${inspect(secret)} in ${line}`] : []));
      });
      return [...shown, ...secretsShown];
    },
  };
}

/** The log lines of this process's tests: those of the processes that the tests start and of the apps that they run. */
export const logs = logBook();

/** Adds the personal data and secrets of a request body to the texts that no log line may contain. */
export function keepSecret(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const members = body instanceof URLSearchParams ? [...body] : Object.entries(body);
  for (const [member, value] of members) {
    if (typeof value === 'object') keepSecret(value);
    else if (personal.has(member)) logs.keepSecret(String(value));
  }
}

/** Adds the lines of the server log files in a data folder, and adds the folder's keys as secrets. */
export function readServerLogs(folder: string): void {
  const contentOf = (file: string) => readFileSync(join(folder, file), 'utf8');
  for (const log of globSync('**/server.log*', { cwd: folder })) logs.add(log, contentOf(log));
  for (const file of globSync('**/secrets.json', { cwd: folder })) {
    for (const key of Object.values<string>(JSON.parse(contentOf(file)))) logs.keepSecret(key);
  }
}

/** Throws if the log lines of this process's tests contain personal data or a secret. */
export function assertNoLeaks(): void {
  expect(logs.leaks().slice(0, 20), 'personal data or secrets in logs').to.deep.equal([]);
}
