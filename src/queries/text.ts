/** A pattern for texts that hold `search` literally; they are kept in lower case. */
export const containing = (search: string): string =>
  `%${search
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('\u0000', '')
    .replace(/[\\%_]/g, '\\$&')}%`;
