import { invalid } from '../../errors.ts';
import type { WeightUnit } from '../../events/values.ts';
import { weightUnitOf } from '../formats/units.ts';
import type { ExportFile, Section } from './file-rows.ts';

/** The unit of the weights of a part of a file, as far as its header names one. */
export const unitOfHeader = ({ format }: ExportFile, { header }: Section): WeightUnit | null =>
  (header.places.get('weight') ?? []).map(({ unit }) => weightUnitOf.get(unit ?? '')).find((unit) => unit) ??
  format.unitOf?.(header.cells) ??
  null;

/** Refuses a part of a file whose weights have a unit neither in the file nor in the request. */
export function requireUnit(file: ExportFile, section: Section, unit: WeightUnit | null): void {
  const { places } = section.header;
  const hasWeights = places.has('weight') || file.format.unitOf !== undefined;
  if (!hasWeights || places.has('weightUnit') || unit !== null || unitOfHeader(file, section) !== null) return;
  throw invalid('unit', 'The file names no weight unit. Choose kg or lb.');
}
