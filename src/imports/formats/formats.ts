import type { ImportFormat, WeightUnit } from '../../events/values.ts';
import { type ColumnMap, createParseCsvRow, csvLayout } from './csv.ts';
import { createParseFitNotesRow, fitNotesLayout, mendFitNotesRow } from './fitnotes.ts';
import type { Layout } from './header.ts';
import { createParseHevyRow, hevyLayout } from './hevy.ts';
import type { FileStyle, ParseRow } from './rows.ts';
import { createParseStrongRow } from './strong.ts';
import { strongLayout } from './strong-layout.ts';
import { createParseStrongLiftsRow, strongLiftsLayout, strongLiftsUnit } from './stronglifts.ts';

/** How the files of one app are read. */
export type Format = Readonly<{
  layoutOf: (map: ColumnMap) => Layout;
  createParseRow: (style: FileStyle) => ParseRow;
  /** Whether the app writes one exercise of a workout for each name, so that its rows belong together anywhere. */
  hasOneExerciseOfAName?: boolean;
  /** The unit of weights that a header names elsewhere than in a column for weights. */
  unitOf?: (header: readonly string[]) => WeightUnit | null;
  /** Repairs a row that has more cells than the header. */
  mend?: (cells: readonly string[], header: readonly string[]) => readonly string[] | null;
}>;

export const formats: Readonly<Record<ImportFormat, Format>> = {
  strong: { layoutOf: () => strongLayout, createParseRow: createParseStrongRow },
  hevy: { layoutOf: () => hevyLayout, createParseRow: createParseHevyRow },
  fitnotes: {
    layoutOf: () => fitNotesLayout,
    createParseRow: createParseFitNotesRow,
    hasOneExerciseOfAName: true,
    mend: mendFitNotesRow,
  },
  stronglifts: {
    layoutOf: () => strongLiftsLayout,
    createParseRow: createParseStrongLiftsRow,
    unitOf: strongLiftsUnit,
  },
  csv: { layoutOf: csvLayout, createParseRow: createParseCsvRow },
};
