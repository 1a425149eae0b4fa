import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../api/client.ts';
import { kept } from '../api/kept.ts';
import { useQuery } from '../api/query.ts';
import type { Schemas } from '../api/schemas.ts';
import { t } from '../i18n/language.ts';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';

export type Picked = Readonly<{ exerciseId: string; name: string } | { exerciseId?: undefined; name: string }>;
type Props = Readonly<{ title: string; onPick: (picked: Picked) => void; onClose: () => void }>;

const find = async (searchString: string): Promise<readonly Schemas['Exercise'][]> => {
  const query = { pageSize: 20, ...(searchString && { searchString }) };
  return (await bodyOf(api.GET('/api/v1/exercises', { params: { query } }))).items;
};

/** Chooses an exercise by a search, or a name that no exercise has. */
export function ExercisePicker({ title, onPick, onClose }: Props) {
  const search = useSignal('');
  const name = search.value.trim();
  const key = `exercises ${name.toLowerCase()}`;
  const { data = [] } = useQuery(
    key,
    kept(key, () => find(name)),
    ['exercise'],
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <Field
        label={t('exercises.search')}
        type="search"
        autoComplete="off"
        value={search.value}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
      />
      <ul class="list picker">
        {data.map(({ id, ...exercise }) => (
          <li key={id}>
            <button type="button" class="list-link" onClick={() => onPick({ exerciseId: id, name: exercise.name })}>
              <span>
                {exercise.name}
                <small class="muted">{exercise.primaryMuscles.map((muscle) => muscle.name).join(', ')}</small>
              </span>
            </button>
          </li>
        ))}
        {name.length > 2 && (
          <li>
            <button type="button" class="list-link" onClick={() => onPick({ name })}>
              <span>{t('exercises.asTyped', { name })}</span>
              <Icon name="plus" />
            </button>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
