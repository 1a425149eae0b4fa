import { z } from 'zod';
import { charsetLength } from '../../events/charset.ts';
import type { ImportId } from '../../events/ids.ts';
import { columnMapLength, fileNameLength, historyFormat, importFormats, weightUnits } from '../../events/values.ts';
import type { ImportSource } from '../../use-cases/import/import-request.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, booleanText, text, timeZone } from '../requests/fields.ts';
import { pageParameters, sortOrder, updatedAfter } from '../requests/list.ts';
import { isObject, rule } from '../requests/validation-errors.ts';

export const importPath = z.object({ id: anyId<ImportId>().describe('The id of the import.') });

/** The parameters of an import. A file of the format `irontrack` has the time zone of each session. */
const parameters = z
  .strictObject({
    format: z
      .enum(importFormats)
      .describe('The app that exported the file; `irontrack` for an export of this API, `csv` for any other table.'),
    unit: z.enum(weightUnits).nullable().default(null).describe('The unit of weights of which the file names no unit.'),
    timezone: timeZone
      .optional()
      .describe("The IANA time zone of the file's times. Required except for `irontrack`, which names the zones."),
    charset: text(charsetLength.max)
      .nullable()
      .default(null)
      .describe(
        'The character set of the file, such as `windows-1252`. By default that of the media type, else UTF-8.',
      ),
    map: text(columnMapLength.max)
      .nullable()
      .default(null)
      .describe('Which columns of a `csv` file contain which fields, such as `weight=Load,reps=Reps`.'),
    dryRun: booleanText.default(false).describe('`true` reports what an import would do, and writes nothing.'),
  })
  .refine(({ format, timezone }) => format === historyFormat.name || timezone !== undefined, {
    ...rule('missing', 'Required.'),
    path: ['timezone'],
    when: isObject,
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

export const listImports = z.strictObject({
  ...pageParameters,
  sortOrder: sortOrder.default('desc'),
  updatedAfter,
});
