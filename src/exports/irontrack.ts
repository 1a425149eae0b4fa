import { historyFormat } from '../events/values.ts';

/*
 * The format `irontrack`: NDJSON whose lines are objects with a `kind`. The first line names the format, the last one
 * counts the others, so that a file that was cut off is recognised. `src/imports/irontrack` reads it.
 */

/** The kinds of lines with a document, besides the account's own. */
export const documentKinds = [
  ...(['exercise', 'profile', 'measurement', 'unit', 'plan', 'schedule', 'session', 'import'] as const),
] as const;
export type DocumentKind = (typeof documentKinds)[number];
export type DocumentCounts = Readonly<Record<DocumentKind, number>>;

export const headerLine = (exportedAt: string): string =>
  lineOf({ kind: 'export', format: historyFormat.name, version: historyFormat.version, exportedAt });

export const accountLine = (document: object): string => lineOf({ kind: 'account', document });

/** A line with a document, which is JSON text already. */
export const documentLine = (kind: DocumentKind, document: string): string =>
  `{"kind":"${kind}","document":${document}}\n`;

export const endLine = ({
  exercise,
  profile,
  measurement,
  unit,
  plan,
  schedule,
  session,
  import: imports,
}: DocumentCounts): string =>
  lineOf({
    ...{ kind: 'end', exercises: exercise, profiles: profile, measurements: measurement, units: unit },
    ...{ plans: plan, schedules: schedule },
    ...{ sessions: session, imports },
  });

const lineOf = (content: object): string => `${JSON.stringify(content)}\n`;
