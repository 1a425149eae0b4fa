import type { RejectedRow } from '../../events/import.ts';
import { quoted } from '../formats/cells.ts';
import { foldName, type Layout } from '../formats/layout.ts';
import type { Section } from './file-rows.ts';

/** Finds the columns of a file that are not read although they are filled, so that nothing is lost in silence. */
export function createUnknownColumns({ app }: Layout) {
  const columns = new Map<string, { name: string; line: number; isFilled: boolean }>();
  const unread = new Map<Section, readonly (readonly [number, string])[]>();
  return {
    addHeader(section: Section, line: number): void {
      if (unread.has(section)) return;
      const { cells, places } = section.header;
      const read = new Set([...places.values()].flat().map(({ index }) => index));
      const isSet = (cell: string) => app === 'StrongLifts' && /^set \d{1,3} ?\(/.test(foldName(cell));
      const left = [...cells.entries()].filter(
        ([index, cell]) => !read.has(index) && !isSet(cell) && cell.trim() !== '',
      );
      for (const [, cell] of left) {
        if (!columns.has(cell)) columns.set(cell, { name: cell.trim(), line, isFilled: false });
      }
      unread.set(section, left);
    },
    addRow(section: Section, cells: readonly string[]): void {
      for (const [index, cell] of unread.get(section) ?? []) {
        const column = columns.get(cell);
        if (column && !column.isFilled && (cells[index] ?? '').trim() !== '') column.isFilled = true;
      }
    },
    leftOut: (): readonly RejectedRow[] =>
      [...columns.values()]
        .filter(({ isFilled }) => isFilled)
        .map(({ name, line }) => ({
          line,
          reason: `The column ${quoted(name)} is not read. Its values are left out.`,
        })),
  };
}
