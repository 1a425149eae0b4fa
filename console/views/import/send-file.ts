import { api, bodyOf } from '../../api/client.ts';
import type { Job } from '../../api/import-jobs.ts';
import type { Schemas } from '../../api/schemas.ts';

export const formats = ['strong', 'hevy', 'fitnotes', 'stronglifts', 'irontrack', 'csv'] as const;
export type Format = (typeof formats)[number];
/** What an import has done or would do. Only a trial has `workouts`; the report of a job lacks the unlinked names. */
export type Report = Pick<Schemas['ImportReport'], 'counts' | 'errors'> &
  Partial<Pick<Schemas['DryRunReport'], 'unlinked' | 'workouts'>>;
type Fields = Readonly<{ format: Format; timezone: string; unit: 'kg' | 'lb'; map: string; dryRun: boolean }>;

/** What the columns of the known apps are called, which tells from which app a file comes. */
const signs: readonly (readonly [Format, RegExp])[] = [
  ['irontrack', /^\{"kind":"export"/],
  ['hevy', /"?title"?,"?start_time"?/],
  ['fitnotes', /^"?Date"?,"?Exercise"?,"?Category"?/],
  ['stronglifts', /^"?Date"?[^\n]*[,;]"?Workout"?[,;]/],
  ['strong', /^"?(Workout #"?[,;])?"?Date"?[,;]"?Workout Name"?/],
];

/** The format of a file by its first line; `csv` for a file of an unknown app. */
export async function guessFormat(file: File): Promise<Format> {
  const text = (await file.slice(0, 4_096).text()).replace(/^\uFEFF/, '');
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? 'csv';
}

/** Sends the file. A large one becomes a job, whose progress is read afterwards. */
export function sendFile(file: File, { map, ...fields }: Fields): Promise<Report | Job> {
  // The type of the body names the file as a text; the serializer sends the file itself.
  const body = { ...fields, ...(map && { map }), file: file.name };
  return bodyOf(api.POST('/api/v1/imports', { body, bodySerializer: () => formOf(body, file) }));
}

function formOf(fields: Readonly<Record<string, unknown>>, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (name !== 'file') form.append(name, String(value));
  form.append('file', file);
  return form;
}

/** What the job of an import has done. */
export async function readReport({ id }: Job): Promise<Report | null> {
  const { counts, errors } = await bodyOf(api.GET('/api/v1/imports/{id}', { params: { path: { id } } }));
  return counts && { counts, errors };
}

export const isJob = (answer: Report | Job): answer is Job => 'total' in answer;
