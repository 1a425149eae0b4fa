import type { ImportDocument } from '../../../../src/documents/import.ts';
import { athlete } from '../../../support/specification.ts';
import { historiesFrom, type RandomKind } from './random-steps.ts';

/** An import: its state, the sets that it has added, and the rows that it has refused. */
type PlainImport = { status: string; added: number | null; lines: number[] };

const countsOf = (added: number) => ({
  ...{ sessions: 1, sessionsAdded: 1, sessionsUpdated: 0, sets: added, added, updated: 0, unchanged: 0 },
  ...{ removed: 0, rejected: 0 },
});

export const randomImport: RandomKind<PlainImport> = {
  kind: 'import',
  histories: historiesFrom<PlainImport>(
    [
      {
        type: 'ImportStarted',
        data: {
          ...{ importId: 'item', userId: athlete, format: 'strong', unit: 'kg', timezone: 'UTC' },
          personal: { fileName: 'strong.csv' },
        },
      },
      { status: 'in_progress', added: null, lines: [] },
    ],
    [
      (before) => [{ type: 'ImportReachedSessions', data: { sessionIds: ['session'] } }, before],
      (before, number) => {
        const lines = Array.from({ length: 1 + (number % 3) }, (_, at) => number + at);
        before.lines.push(...lines);
        const personal = { reasons: lines.map((line) => `Line ${line}`) };
        return [{ type: 'ImportRowsRejected', data: { lines, personal } }, before];
      },
      (before, number) => [
        { type: 'ImportCompleted', data: { counts: countsOf(number) } },
        { ...before, status: 'completed', added: number },
      ],
      (before) => [
        { type: 'ImportUndoBegun', data: {} },
        { ...before, status: 'undoing' },
      ],
      (before) => [
        { type: 'ImportUndone', data: {} },
        { ...before, status: 'undone' },
      ],
    ],
  ),
  plain: ({ status, counts, errors }: ImportDocument) => ({
    ...{ status, added: counts?.added ?? null, lines: errors.map(({ line }) => line) },
  }),
  words({ type }, before, after) {
    const rejected = (after?.lines.length ?? 0) - before.lines.length;
    if (type === 'ImportRowsRejected') return [`${rejected} row`];
    return type === 'ImportCompleted' ? [`(${after?.added} added`] : [];
  },
};
