/** Names the type of rows that this folder's own statements on its own tables select; nothing is checked. */
export const rowType = <Row extends object>() => ({
  '~standard': {
    version: 1 as const,
    vendor: 'irontrack',
    validate: (row: unknown) => ({ value: row as Row }),
    types: undefined as { input: unknown; output: Row } | undefined,
  },
});
