import { useRoute } from 'preact-iso';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { Sortable } from '../../ui/sortable.tsx';
import { AddUnitExercise } from './add-unit-exercise.tsx';
import { UnitExercise } from './unit-exercise.tsx';
import { useUnit } from './use-unit.ts';

/** A training unit: its exercises with their targets, which can be moved, and a session of it. */
export function UnitView() {
  const { id = '' } = useRoute().params;
  const { query, action, change, exerciseCommands, move, remove, start } = useUnit(id);
  return (
    <Page
      title={query.data?.name ?? t('plans.units')}
      parent={{ href: '/plans', label: t('nav.plans') }}
      actions={
        <button type="button" class="button primary" disabled={action.isRunning} onClick={start}>
          {t('today.start')}
        </button>
      }
    >
      {action.error !== undefined && <Failure error={action.error} />}
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
              {(exercise) => <UnitExercise exercise={exercise} {...exerciseCommands(exercise.id)} />}
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
