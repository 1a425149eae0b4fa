/** The type of the rows that a statement selects. Nothing is checked: use it only for the pipeline's own tables. */
export const rowType = <Row extends object>() => ({
  '~standard': {
    version: 1 as const,
    vendor: 'irontrack',
    validate: (row: unknown) => ({ value: row as Row }),
    types: undefined as { input: unknown; output: Row } | undefined,
  },
});
