import type { SessionDocument } from '../documents/session.ts';
import { hevy } from './hevy.ts';
import type { LossKind } from './loss-kinds.ts';
import { strong } from './strong.ts';

/** How a history is written as a CSV file of another app. */
export type CsvFormat = Readonly<{
  header: string;
  /** The rows of a session: one for each set. */
  rowsOf: (session: SessionDocument) => string;
  /** What the files of the app have no place for. */
  cannotHold: ReadonlySet<LossKind>;
}>;

export const csvFormats = { strong, hevy } as const satisfies Record<string, CsvFormat>;
export type CsvFormatName = keyof typeof csvFormats;
