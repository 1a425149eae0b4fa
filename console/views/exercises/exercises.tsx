import { useSignal } from '@preact/signals';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';

const scopes = ['all', 'user', 'system'] as const;
type Scope = (typeof scopes)[number];

const listed = (searchString: string, scope: Scope) => (after: string | null) =>
  api.GET('/api/v1/exercises', {
    params: { query: { pageSize: 50, scope, ...(searchString && { searchString }), ...(after && { after }) } },
  });

/** All exercises, with a search. */
export function Exercises() {
  const search = useSignal('');
  const scope = useSignal<Scope>('all');
  const key = `exercise list ${scope.value} ${search.value}`;
  const { more, ...query } = usePages(key, listed(search.value.trim(), scope.value), ['exercise']);
  return (
    <Page title={t('nav.exercises')}>
      <div class="row">
        <Field
          label={t('exercises.search')}
          type="search"
          value={search.value}
          onInput={({ currentTarget }) => {
            search.value = currentTarget.value;
          }}
        />
        <Select
          label={t('exercises.scope')}
          value={scope.value}
          options={scopes.map((each) => [each, t(`exercises.scope.${each}`)] as const)}
          onChange={(chosen) => {
            scope.value = chosen;
          }}
        />
      </div>
      <Load query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{t('exercises.none')}</p>
          ) : (
            <>
              <ul class="list">
                {items.map((exercise) => (
                  <li key={exercise.id}>
                    <ExerciseRow exercise={exercise} />
                  </li>
                ))}
              </ul>
              <MoreButton more={more} />
            </>
          )
        }
      </Load>
    </Page>
  );
}

const ExerciseRow = ({ exercise }: { exercise: Schemas['Exercise'] }) => (
  <a class="list-link" href={`/exercises/${exercise.id}`}>
    <span>
      {exercise.name}
      <small class="muted">{exercise.primaryMuscles.map(({ name }) => name).join(', ')}</small>
    </span>
    {!exercise.isSystem && <b class="chip">{t('exercises.own')}</b>}
  </a>
);
