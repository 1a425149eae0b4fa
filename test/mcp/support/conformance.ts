import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const suite = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));

/** The scenarios of the suite that were run, each with the names of its checks that have failed. */
export type Outcome = ReadonlyMap<string, readonly string[]>;

type Check = Readonly<{ id: string; status: string }>;

/** Runs the scenarios of the protocol's conformance suite that a revision requires of a server. */
export async function conformanceOf(url: string, revision: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-conformance-'));
  const args = [suite, 'server', '--url', url, '--requirements', revision, '--output-dir', folder];
  // The suite ends with an error when a check fails. Which checks fail is read from its files.
  await promisify(execFile)(process.execPath, args).catch(() => {});
  const outcome = readdirSync(folder).map((name): [string, readonly string[]] => {
    const checks = JSON.parse(readFileSync(join(folder, name, 'checks.json'), 'utf8')) as readonly Check[];
    const scenario = name.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
    return [scenario, checks.filter(({ status }) => status === 'FAILURE').map(({ id }) => id)];
  });
  rmSync(folder, { recursive: true });
  return new Map(outcome);
}

const page = join(import.meta.dirname, '../../../docs/conformance.md');
const row = /^\| `([^`]+)` \| (HTTP|stdio|both) \| (.+) \|$/;

/** The scenarios and checks (as `scenario: check`) that the documentation names, because they do not apply on this way. */
export function namedExceptions(way: 'HTTP' | 'stdio'): readonly string[] {
  const rows = readFileSync(page, 'utf8')
    .split('\n')
    .map((line) => row.exec(line));
  return rows.flatMap((found) => (found && [way, 'both'].includes(found[2] ?? '') ? [found[1] ?? ''] : []));
}
