import type { SessionDocument } from '../../../src/documents/session.ts';
import { canonicalJson } from '../../../src/events/json.ts';
import type { Client } from './client.ts';

type Line = Readonly<{ kind: string; document: SessionDocument & Readonly<{ id: string; name: string }> }>;

export const importInto = (client: Client, parameters: Readonly<Record<string, string>>, raw: string | Uint8Array) =>
  client.ask(`/imports?${new URLSearchParams(parameters)}`, {
    method: 'POST',
    raw,
    headers: { 'content-type': parameters.format === 'irontrack' ? 'application/x-ndjson' : 'text/csv' },
  });

export const linesOf = async (client: Client): Promise<Line[]> =>
  (await client.get('/export')).text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The sessions, units and own exercises of an account without ids, import ids, revisions and times of changes. */
export async function contentsOf(client: Client) {
  const lines = await linesOf(client);
  const exercises = lines.flatMap(({ kind, document }) => (kind === 'exercise' ? [document] : []));
  const nameOf = new Map(exercises.map(({ id, name }) => [id, name]));
  const unitNames = new Map(
    lines.flatMap(({ kind, document }) => (kind === 'unit' ? [[document.id, document.name]] : [])),
  );
  const planNames = new Map(
    lines.flatMap(({ kind, document }) => (kind === 'plan' ? [[document.id, document.name]] : [])),
  );
  const partNames = new Map(
    lines.flatMap(({ kind, document }) =>
      kind === 'unit' ? document.exercises.map(({ id, order }) => [id as string, `${document.name} ${order}`]) : [],
    ),
  );
  const changing = new Set(['id', 'userId', 'importId', 'createdAt', 'updatedAt', 'createdBy']);
  const isArchived = (document: object) => 'archivedAt' in document && document.archivedAt !== null;
  const plain = (document: object) => {
    const text = JSON.stringify(document, (key, value) => {
      if (key === 'exerciseId' && nameOf.has(value)) return `own ${nameOf.get(value)}`;
      if (key === 'planId' && planNames.has(value)) return `own ${planNames.get(value)}`;
      if (key === 'unitId' && unitNames.has(value)) return `own ${unitNames.get(value)}`;
      if (key === 'unitExerciseId' && partNames.has(value)) return `own ${partNames.get(value)}`;
      // An id is a text; the number of an item in a reference list stays.
      return changing.has(key) && typeof value !== 'number' ? 0 : value;
    });
    return canonicalJson(JSON.parse(text));
  };
  const sessions = lines.flatMap(({ kind, document }) =>
    kind === 'session' ? [plain({ ...document, revision: 0 })] : [],
  );
  const templates = lines.flatMap(({ kind, document }) => {
    if (kind !== 'unit' && kind !== 'plan') return [];
    return [plain({ ...document, revision: 0, archivedAt: isArchived(document), copyOf: null })];
  });
  return {
    exercises: exercises.map((each) => plain({ ...each, revision: 0, archivedAt: isArchived(each) })).sort(),
    sessions: sessions.sort(),
    templates: templates.sort(),
    measurements: lines
      .flatMap(({ kind, document }) => (kind === 'measurement' ? [plain({ ...document, revision: 0 })] : []))
      .sort(),
    schedule: lines.flatMap(({ kind, document }) => (kind === 'schedule' ? [plain({ ...document, revision: 0 })] : [])),
    profile: lines.flatMap(({ kind, document }) => (kind === 'profile' ? [plain({ ...document, revision: 0 })] : [])),
  };
}
