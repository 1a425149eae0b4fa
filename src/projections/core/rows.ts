/** Declares the type of the rows that an SQL statement selects, unchecked: only for the pipeline's own tables. */
export const rowType = <Row extends object>() => ({
  '~standard': {
    version: 1 as const,
    vendor: 'irontrack',
    validate: (row: unknown) => ({ value: row as Row }),
    types: undefined as { input: unknown; output: Row } | undefined,
  },
});
