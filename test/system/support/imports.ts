import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { ImportReport } from '../../../src/use-cases/import/import-request.ts';
import type { Answer, Client } from '../../http/support/client.ts';
import { type Variant, variants } from '../../imports/support/variants.ts';
import type { Ended } from '../../support/command.ts';
import type { Suite, System } from '../../support/system.ts';

export const zone = 'Europe/Berlin';

/**
 * Sends a GET request, and repeats it while it is answered 503 because read models lag, as they may on a busy machine.
 */
export async function read(client: Client, path: string): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await client.get(path);
    if (answer.status !== 503 || tries === 10) return answer;
  }
}

/** The documents of all sessions of an athlete, earliest first, read page by page. */
export async function sessionsOf(client: Client, pageSize = 20): Promise<SessionDocument[]> {
  const found: SessionDocument[] = [];
  for (let page = 1; ; page += 1) {
    const query = `view=full&orderBy=startedAt&sortOrder=asc&pageSize=${pageSize}&currentPage=${page}`;
    const { status, json } = await read(client, `/training-sessions?${query}`);
    expect(status).to.equal(200);
    found.push(...json.items);
    if (json.items.length === 0) {
      expect(json.total).to.equal(found.length);
      return found;
    }
  }
}

export type Parameters = Readonly<{ format: string; unit?: string; timezone?: string; dryRun?: string }>;

export const parametersOf = ({ format, option }: Variant): Parameters => ({
  format,
  timezone: zone,
  ...(option !== null && { unit: option }),
});

/** Sends POST /imports with the export file as the request body. */
export const sendCsv = (client: Client, csv: string, parameters: Parameters) =>
  client.ask(`/imports?${new URLSearchParams(parameters)}`, {
    method: 'POST',
    raw: csv,
    headers: { 'content-type': 'text/csv' },
  });

/** Sends POST /imports with the export file as a part of a form. */
export function sendForm(client: Client, csv: string, parameters: Parameters) {
  const form = new FormData();
  for (const [name, value] of Object.entries(parameters)) form.append(name, value);
  form.append('file', new Blob([csv]), 'export.csv');
  return client.ask('/imports', { method: 'POST', raw: form });
}

/** Runs an import over HTTP that must succeed, and returns its report. */
export async function imported(client: Client, csv: string, parameters: Parameters): Promise<ImportReport> {
  const { status, json, text } = await sendCsv(client, csv, parameters);
  expect(status, text).to.equal(201);
  return json;
}

/** The arguments with which `irontrack import` does an import with these parameters. */
export const argumentsOf = (email: string, { format, unit, timezone }: Parameters): string[] => [
  ...[email, '--format', format],
  ...(unit === undefined ? [] : ['--unit', unit]),
  ...(timezone === undefined ? [] : ['--timezone', timezone]),
];

/** Runs `irontrack import` on a file with the text `csv`; the command prints the report as JSON. */
export function runImport(suite: Suite, system: System, csv: string, args: readonly string[]): Promise<Ended> {
  const file = join(suite.folder(), 'export.csv');
  writeFileSync(file, csv);
  return system.cli('import', '--json', ...args, file);
}

/** The export variant (a kind of export file) with this title. */
export function variant(title: string): Variant {
  const found = variants.find((each) => each.title === title);
  if (!found) throw new Error(`There is no variant ${title}`);
  return found;
}
