import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { updateAnswer, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { moved } from '../../session/moved.ts';
import { startSession } from '../../session/start-session.ts';
import { useAction } from '../../ui/use-action.ts';

export type Unit = Schemas['TrainingUnit'];
const exerciseRoute = '/api/v1/training-units/{id}/exercises/{unitExerciseId}';

/** A training unit, and what a person does with it. A move is shown until the service refuses it. */
export function useUnit(id: string) {
  const { route } = useLocation();
  const action = useAction();
  const key = `unit ${id}`;
  const path = { id };
  const query = useQuery(key, () => bodyOf(api.GET('/api/v1/training-units/{id}', { params: { path } })), ['unit']);
  const change = async (work: () => Promise<Unit>) => {
    const hasChanged = await action.run(async () => {
      const changed = await work();
      updateAnswer<Unit>(key, () => changed);
    });
    if (!hasChanged) await query.reload();
  };
  const exerciseCommands = (unitExerciseId: string) => {
    const params = { path: { ...path, unitExerciseId } };
    return {
      edit: async (body: Schemas['EditUnitExerciseRequest']) => {
        const changed = await bodyOf(api.PATCH(exerciseRoute, { params, body }));
        updateAnswer<Unit>(key, () => changed);
      },
      remove: () => change(() => bodyOf(api.DELETE(exerciseRoute, { params }))),
    };
  };
  const move = (unit: Unit, exerciseId: string, to: number) => {
    const from = unit.exercises.findIndex((each) => each.id === exerciseId);
    const ids = moved(unit.exercises, exerciseId, to - from);
    const exercises = ids.flatMap((each) => unit.exercises.find((exercise) => exercise.id === each) ?? []);
    updateAnswer<Unit>(key, (shown) => ({ ...shown, exercises }));
    const body = { ids: [...ids] };
    void change(() => bodyOf(api.PUT('/api/v1/training-units/{id}/exercises/order', { params: { path }, body })));
  };
  const remove = () =>
    void action.run(async () => {
      await bodyOf(api.DELETE('/api/v1/training-units/{id}', { params: { path } }));
      route('/plans', true);
    });
  const start = () => void action.run(async () => route(`/sessions/${await startSession({ unitId: id })}`));
  return { query, action, change, exerciseCommands, move, remove, start };
}
