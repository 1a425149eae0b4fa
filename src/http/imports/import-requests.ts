import { z } from 'zod';
import type { ImportId } from '../../events/ids.ts';
import { charsetLength, columnMapLength, fileNameLength, importFormats, weightUnits } from '../../events/values.ts';
import type { ImportSource } from '../../use-cases/import/import-request.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, booleanText, text, timeZone } from '../requests/fields.ts';
import { pageParameters, sortOrder } from '../requests/list.ts';

export const importPath = z.object({ id: anyId<ImportId>() });

const parameters = z.strictObject({
  format: z.enum(importFormats),
  unit: z.enum(weightUnits).nullable().default(null),
  timezone: timeZone,
  charset: text(charsetLength.max).nullable().default(null),
  map: text(columnMapLength.max).nullable().default(null),
  dryRun: booleanText.default(false),
});
export type ImportParameters = z.output<typeof parameters>;

/** The request of an import whose body is the file itself. Its parameters are in the query. */
export const fileParts = { headers: commandHeaders, query: parameters } as const;

/**
 * The request of an import whose body is a form. Its parameters are fields of the form; a parameter in the query would
 * have no effect, so it is refused.
 */
export const formParts = { headers: commandHeaders, query: z.strictObject({}), body: parameters } as const;

/** The form's part `file`: the content of the file and the file name that the client sent. */
export const filePart = z.object({ fileName: text(fileNameLength.max).nullable(), source: z.custom<ImportSource>() });

export const listImports = z.strictObject({ ...pageParameters, sortOrder: sortOrder.default('desc') });
