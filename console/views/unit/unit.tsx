import { useLocation, useRoute } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { updateAnswer, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { moved } from '../../session/moved.ts';
import { startSession } from '../../session/start-session.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { Sortable } from '../../ui/sortable.tsx';
import { useAction } from '../../ui/use-action.ts';
import { AddUnitExercise } from './add-unit-exercise.tsx';
import { UnitExercise } from './unit-exercise.tsx';

export type Unit = Schemas['TrainingUnit'];

/** A training unit: its exercises with their targets, which can be moved, and a session of it. */
export function UnitView() {
  const { id = '' } = useRoute().params;
  const { route } = useLocation();
  const { run, error, isRunning } = useAction();
  const key = `unit ${id}`;
  const path = { id };
  const query = useQuery(key, () => bodyOf(api.GET('/api/v1/training-units/{id}', { params: { path } })), ['unit']);
  const change = (work: () => Promise<Unit>) =>
    void run(async () => {
      const changed = await work();
      updateAnswer<Unit>(key, () => changed);
    });
  const move = (unit: Unit, exerciseId: string, to: number) => {
    const from = unit.exercises.findIndex((each) => each.id === exerciseId);
    const ids = moved(unit.exercises, exerciseId, to - from);
    const exercises = ids.flatMap((each) => unit.exercises.find((exercise) => exercise.id === each) ?? []);
    updateAnswer<Unit>(key, (shown) => ({ ...shown, exercises }));
    const body = { ids: [...ids] };
    change(() => bodyOf(api.PUT('/api/v1/training-units/{id}/exercises/order', { params: { path }, body })));
  };
  const remove = () =>
    void run(async () => {
      await bodyOf(api.DELETE('/api/v1/training-units/{id}', { params: { path } }));
      route('/plans', true);
    });
  const start = () => void run(async () => route(`/sessions/${await startSession({ unitId: id })}`));
  return (
    <Page
      title={query.data?.name ?? t('plans.units')}
      parent={{ href: '/plans', label: t('nav.plans') }}
      actions={
        <button type="button" class="button primary" disabled={isRunning} onClick={start}>
          {t('today.start')}
        </button>
      }
    >
      {error !== undefined && <Failure error={error} />}
      <Load query={query}>
        {(unit) => (
          <>
            {unit.exercises.length === 0 && <p class="empty">{t('session.noExercises')}</p>}
            <Sortable
              label={t('nav.exercises')}
              items={unit.exercises}
              nameOf={({ name }) => name}
              onMove={(exerciseId, to) => move(unit, exerciseId, to)}
            >
              {(exercise) => <UnitExercise unitId={id} exercise={exercise} onChange={change} />}
            </Sortable>
            <AddUnitExercise unitId={id} onChange={change} />
            <div class="actions">
              <ConfirmButton
                class="button danger"
                label={t('unit.delete')}
                question={t('unit.deleteQuestion')}
                onConfirm={remove}
              />
            </div>
          </>
        )}
      </Load>
    </Page>
  );
}
