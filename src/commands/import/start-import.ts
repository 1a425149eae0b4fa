import type { ImportPresence } from '../../documents/import.ts';
import type { AccountId, ImportId, TimeZone } from '../../events/ids.ts';
import type { ImportEvent } from '../../events/import.ts';
import { fileNameLength, type ImportFormat, importFormats, type WeightUnit, weightUnits } from '../../events/values.ts';
import { checkNotes, checkOneOf } from '../checks.ts';
import { checkNotUndone } from './state.ts';

/**
 * `unit` is the unit of the weights for which the file names no unit; null when the file names a unit for all of them.
 */
export type StartImport = Readonly<{
  type: 'StartImport';
  data: Readonly<{
    importId: ImportId;
    format: ImportFormat;
    unit: WeightUnit | null;
    timezone: TimeZone;
    fileName: string | null;
  }>;
}>;

/** Starting an import again does nothing, so that a run can continue after a crash. */
export function startImport({ data }: StartImport, state: ImportPresence, by: AccountId): ImportEvent[] {
  if (state.kind === 'present') {
    checkNotUndone(state.document);
    return [];
  }
  const { importId, format, unit, timezone, fileName } = data;
  checkOneOf('format', format, importFormats);
  checkOneOf('unit', unit, weightUnits);
  checkNotes('fileName', fileName, fileNameLength);
  return [{ type: 'ImportStarted', data: { importId, userId: by, format, unit, timezone, personal: { fileName } } }];
}
