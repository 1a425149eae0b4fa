import { api, bodyOf } from '../../api/client.ts';
import { t } from '../../i18n/language.ts';
import { ExercisePicker, type Picked } from '../../ui/exercise-picker.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useOpen } from '../../ui/use-open.ts';
import type { Unit } from './use-unit.ts';

type Props = Readonly<{ unitId: string; onChange: (work: () => Promise<Unit>) => Promise<void> }>;

/** What most people begin with. It can be changed afterwards. */
const usual = { mode: 'reps', sets: 3, target: { reps: { min: 8, max: 12 } }, restSeconds: 120 } as const;

export function AddUnitExercise({ unitId, onChange }: Props) {
  const dialog = useOpen();
  const pick = ({ exerciseId, name }: Picked) => {
    dialog.close();
    const picked = exerciseId === undefined ? { name } : { exerciseId, name };
    const params = { path: { id: unitId } };
    void onChange(() =>
      bodyOf(api.POST('/api/v1/training-units/{id}/exercises', { params, body: { ...usual, ...picked } })),
    );
  };
  return (
    <>
      <button type="button" class="button wide" onClick={dialog.open}>
        <Icon name="plus" /> {t('session.addExercise')}
      </button>
      {dialog.isOpen && <ExercisePicker title={t('session.addExercise')} onPick={pick} onClose={dialog.close} />}
    </>
  );
}
