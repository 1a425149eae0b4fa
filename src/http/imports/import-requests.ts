import { z } from 'zod';
import type { ImportId } from '../../events/ids.ts';
import { fileNameLength, importFormats, weightUnits } from '../../events/values.ts';
import type { ImportSource } from '../../use-cases/import/run.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, booleanText, text, timeZone } from '../requests/fields.ts';
import { pageParameters, sortOrder } from '../requests/list.ts';

const headers = commandHeaders;
const path = z.object({ id: anyId<ImportId>() });
const parameters = z.strictObject({
  format: z.enum(importFormats),
  unit: z.enum(weightUnits).nullable().default(null),
  timezone: timeZone,
  dryRun: booleanText.default(false),
});

/** The file as the body, the parameters in the query. */
export const importFile = z.object({ headers, query: parameters });

/** Everything in the form; a parameter in the query would go unheard, so it is refused. */
export const importForm = z.object({
  headers,
  query: z.strictObject({}),
  body: parameters,
  file: z.object({ fileName: text(fileNameLength.max).nullable(), source: z.custom<ImportSource>() }),
});

export const getImport = z.object({ path });
export const undoImport = z.object({ path, headers });
export const listImports = z.object({
  query: z.strictObject({ ...pageParameters, sortOrder: sortOrder.default('desc') }),
});
