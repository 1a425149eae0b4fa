import { api, bodyOf } from '../../api/client.ts';
import { updateAnswer, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';
import { UnitExercise } from '../unit/unit-exercise.tsx';

type Unit = Schemas['TrainingUnit'];
const base = '/api/v1/coaching/athletes/{athleteId}';

/** The units of the plan that the athlete follows, with their targets, which the coach can change. */
export function PlanUnits({ athleteId, planId }: { athleteId: string; planId: string }) {
  const params = { path: { athleteId, id: planId } };
  const read = () => bodyOf(api.GET(`${base}/training-plans/{id}`, { params }));
  return (
    <Load query={useQuery(`units of ${planId}`, read, ['athlete'])}>
      {({ units }) => {
        const ids = [...new Set(units.map(({ unitId }) => unitId))].filter((id) => id !== null);
        return ids.map((id) => <UnitCard key={id} athleteId={athleteId} unitId={id} />);
      }}
    </Load>
  );
}

function UnitCard({ athleteId, unitId }: { athleteId: string; unitId: string }) {
  const key = `unit ${unitId} of ${athleteId}`;
  const params = { path: { athleteId, id: unitId } };
  const { run, error } = useAction();
  const query = useQuery(key, () => bodyOf(api.GET(`${base}/training-units/{id}`, { params })), ['athlete']);
  const change = async (work: Promise<Unit>) => {
    const changed = await work;
    updateAnswer<Unit>(key, () => changed);
  };
  const route = `${base}/training-units/{id}/exercises/{unitExerciseId}` as const;
  return (
    <Load query={query}>
      {({ name, exercises }) => (
        <Card title={name}>
          <ul class="list">
            {exercises.map((exercise) => {
              const own = { path: { ...params.path, unitExerciseId: exercise.id } };
              return (
                <li key={exercise.id} class="list-row">
                  <UnitExercise
                    exercise={exercise}
                    edit={(body) => change(bodyOf(api.PATCH(route, { params: own, body })))}
                    remove={() => void run(() => change(bodyOf(api.DELETE(route, { params: own }))))}
                  />
                </li>
              );
            })}
          </ul>
          {exercises.length === 0 && <p class="muted">{t('session.noExercises')}</p>}
          {error !== undefined && <Failure error={error} />}
        </Card>
      )}
    </Load>
  );
}
