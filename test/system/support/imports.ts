import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { ImportReport } from '../../../src/use-cases/import/run.ts';
import type { Answer, Client } from '../../http/support/client.ts';
import { type Variant, variants } from '../../imports/support/variants.ts';
import type { Ended, Suite, System } from '../../support/system.ts';

export const zone = 'Europe/Berlin';

/** Asks again where the read tables are behind, which a busy machine's may be; the service itself waits each time. */
export async function read(client: Client, path: string): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await client.get(path);
    if (answer.status !== 503 || tries === 10) return answer;
  }
}

/** Every session's document, earliest first, read page by page. */
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

/** POST /imports with the file as the body. */
export const sendCsv = (client: Client, csv: string, parameters: Parameters) =>
  client.ask(`/imports?${new URLSearchParams(parameters)}`, {
    method: 'POST',
    raw: csv,
    headers: { 'content-type': 'text/csv' },
  });

/** POST /imports with the file as a part of a form. */
export function sendForm(client: Client, csv: string, parameters: Parameters) {
  const form = new FormData();
  for (const [name, value] of Object.entries(parameters)) form.append(name, value);
  form.append('file', new Blob([csv]), 'export.csv');
  return client.ask('/imports', { method: 'POST', raw: form });
}

/** The report of an import that has to go in. */
export async function imported(client: Client, csv: string, parameters: Parameters): Promise<ImportReport> {
  const { status, json, text } = await sendCsv(client, csv, parameters);
  expect(status, text).to.equal(201);
  return json;
}

/** The options that say the same to the command line. */
export const optionsOf = (email: string, { format, unit, timezone }: Parameters): string[] => [
  ...['--format', format, '--user', email],
  ...(unit === undefined ? [] : ['--unit', unit]),
  ...(timezone === undefined ? [] : ['--zone', timezone]),
];

/** `irontrack import` of a text, with a report that can be read. */
export function runImport(suite: Suite, system: System, csv: string, options: readonly string[]): Promise<Ended> {
  const file = join(suite.folder(), 'export.csv');
  writeFileSync(file, csv);
  return system.cli('import', '--json', ...options, file);
}

/** The variant of that title. */
export function variant(title: string): Variant {
  const found = variants.find((each) => each.title === title);
  if (!found) throw new Error(`There is no variant ${title}`);
  return found;
}
