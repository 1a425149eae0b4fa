import type { historyFormat, ImportFormat, WeightUnit } from '../../events/values.ts';
import { createParseFitNotesBodyRow, fitNotesBodyLayout, mendFitNotesBodyRow } from '../body/fitnotes-body.ts';
import type { ParseMeasurement } from '../body/parse-measurement.ts';
import { type ColumnMap, createParseCsvRow, csvLayout } from './csv.ts';
import { createParseFitNotesRow, fitNotesLayout, mendFitNotesRow } from './fitnotes.ts';
import { createParseHevyRow, hevyLayout } from './hevy.ts';
import type { Layout } from './layout.ts';
import type { FileStyle, ParseRow } from './rows.ts';
import { createParseStrongRow } from './strong.ts';
import { strongLayout } from './strong-layout.ts';
import { createParseBodyWeight, createParseStrongLiftsRow, strongLiftsLayout, strongLiftsUnit } from './stronglifts.ts';

/** How the files of one app are read. */
export type Format = Readonly<{
  layoutOf: (map: ColumnMap) => Layout;
  createParseRow: (style: FileStyle) => ParseRow;
  /** Reads the measurement of the body in a row; absent when the files have none. */
  createParseMeasurement?: (style: FileStyle) => ParseMeasurement;
  /** How another file of the app is read, which has only measurements of the body. */
  body?: Format & Required<Pick<Format, 'createParseMeasurement'>>;
  /** Whether the app writes one exercise of a workout for each name, so that its rows belong together anywhere. */
  hasOneExerciseOfAName?: boolean;
  /** The unit of weights that a header names elsewhere than in a column for weights. */
  unitOf?: (header: readonly string[]) => WeightUnit | null;
  /** Repairs a row that has more cells than the header. */
  mend?: (cells: readonly string[], header: readonly string[]) => readonly string[] | null;
}>;

/** The formats of CSV files. `irontrack` is not one of them. */
export const formats: Readonly<Record<Exclude<ImportFormat, typeof historyFormat.name>, Format>> = {
  strong: { layoutOf: () => strongLayout, createParseRow: createParseStrongRow },
  hevy: { layoutOf: () => hevyLayout, createParseRow: createParseHevyRow },
  fitnotes: {
    layoutOf: () => fitNotesLayout,
    createParseRow: createParseFitNotesRow,
    hasOneExerciseOfAName: true,
    mend: mendFitNotesRow,
    body: {
      layoutOf: () => fitNotesBodyLayout,
      createParseRow: () => () => [],
      createParseMeasurement: createParseFitNotesBodyRow,
      mend: mendFitNotesBodyRow,
    },
  },
  stronglifts: {
    layoutOf: () => strongLiftsLayout,
    createParseRow: createParseStrongLiftsRow,
    unitOf: strongLiftsUnit,
    createParseMeasurement: createParseBodyWeight,
  },
  csv: { layoutOf: csvLayout, createParseRow: createParseCsvRow },
};
