import { t } from '../../i18n/language.ts';
import type { SessionCommands } from '../../session/commands.ts';
import { ExercisePicker, type Picked } from '../../ui/exercise-picker.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useOpen } from '../../ui/use-open.ts';

export function AddEntry({ commands }: { commands: SessionCommands }) {
  const dialog = useOpen();
  const pick = ({ exerciseId, name }: Picked) => {
    dialog.close();
    void commands.addEntry(exerciseId === undefined ? { name, mode: 'reps' } : { exerciseId, name });
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
