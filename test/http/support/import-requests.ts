import type { Client } from './client.ts';

/** A file of Strong with a workout of two sets, and a row that is rejected. */
export const strong = [
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE',
  '2026-02-01 10:00:00,Legs,1h,Squat,1,100,5,0,0,,,',
  '2026-02-01 10:00:00,Legs,1h,Squat,2,100,5,0,0,,,',
  '2026-02-03 10:00:00,Arms,30m,Curl,1,20,x,0,0,,,',
].join('\n');
export const parameters = { format: 'strong', unit: 'kg', timezone: 'Europe/Berlin' };
export const query = new URLSearchParams(parameters);

/** The parts of a form: the parameters as fields, and the file. */
export const fields = Object.entries(parameters);
export const file = ['file', new Blob([strong]), 'strong.csv'] as const;

export function formOf(...parts: (readonly [string, string | Blob, string?])[]): FormData {
  const form = new FormData();
  for (const [name, value, fileName] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, fileName);
  }
  return form;
}

/** Creates the functions that send a file as a form or as the body, as the client that `sender` returns. */
export const importsOf = (sender: () => Client) => ({
  send: (raw: FormData, headers: Record<string, string> = {}) =>
    sender().ask('/imports', { method: 'POST', raw, headers }),
  sendCsv: (csv: string | Uint8Array, parameters: URLSearchParams | string = query, headers: object = {}) =>
    sender().ask(`/imports?${parameters}`, {
      method: 'POST',
      raw: csv,
      headers: { 'content-type': 'text/csv', ...headers },
    }),
});
