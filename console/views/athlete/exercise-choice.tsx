import { useEffect } from 'preact/hooks';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { RosterRow } from '../../coaching/use-roster.ts';
import { t } from '../../i18n/language.ts';
import { Select } from '../../ui/field.tsx';

type Choice = Readonly<{ exerciseId: string | null; name: string }>;
type Props = Readonly<{ row: RosterRow; value: string | null; onChange: (id: string | null) => void }>;

/** A choice of the exercises that the athlete has done lately, the most usual ones first. */
export function ExerciseChoice({ row, value, onChange }: Props) {
  const { athleteId } = row;
  const { data: choices = [] } = useQuery(`exercises of ${athleteId}`, () => readChoices(row));
  const first = choices[0]?.[0] ?? null;
  useEffect(() => {
    if (value === null && first !== null) onChange(first);
  }, [value, first]);
  if (choices.length === 0) return null;
  return <Select label={t('athlete.exercise')} value={value ?? ''} options={choices} onChange={onChange} />;
}

/** From the latest sessions, and from the records where the scope has no sessions. */
async function readChoices({
  athleteId,
  scope,
  records = [],
}: RosterRow): Promise<readonly (readonly [string, string])[]> {
  const done = scope.includes('history') ? await readDone(athleteId) : records;
  const byId = Map.groupBy(done, ({ exerciseId }) => exerciseId);
  return [...byId]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .flatMap(([id, own]) => (id === null ? [] : [[id, own[0]?.name ?? ''] as const]));
}

async function readDone(athleteId: string): Promise<readonly Choice[]> {
  const params = { path: { athleteId }, query: { view: 'full' as const, pageSize: 20 } };
  const call = api.GET('/api/v1/coaching/athletes/{athleteId}/training-sessions', { params });
  const { items } = await bodyOf(call);
  return items.flatMap((session) => ('exercises' in session ? session.exercises : []));
}
