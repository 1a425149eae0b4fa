import { useSignal } from '@preact/signals';
import { t } from '../../i18n/language.ts';
import type { Entry, Session } from '../../session/apply-command.ts';
import { type EntryCommands, sessionCommands } from '../../session/commands.ts';
import { moved } from '../../session/moved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ExercisePicker } from '../../ui/exercise-picker.tsx';
import { Select } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { useOpen } from '../../ui/use-open.ts';
import { supersetLetter } from './entry-groups.tsx';
import { MoveButtons } from './move-buttons.tsx';

type Props = Readonly<{ session: Session; entry: Entry; commands: EntryCommands; onClose: () => void }>;

/** Changes, exchanges, moves or removes an exercise of a session, and puts it in a superset. */
export function EntryDialog({ session, entry, commands, onClose }: Props) {
  const picker = useOpen();
  const group = useSignal(entry.supersetGroup === null ? '' : String(entry.supersetGroup));
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const { notes } = textsOf(event.currentTarget);
    const supersetGroup = group.value === '' ? null : Number(group.value);
    void commands.edit({ notes: notes || null, supersetGroup }).then(onClose);
  };
  if (picker.isOpen) {
    return (
      <ExercisePicker
        title={t('entry.exchange')}
        onPick={(picked) => void commands.edit({ ...picked, exerciseId: picked.exerciseId ?? null }).then(onClose)}
        onClose={picker.close}
      />
    );
  }
  return (
    <Dialog title={entry.name} onClose={onClose}>
      <form class="form" onSubmit={save}>
        <button type="button" class="button" onClick={picker.open}>
          {t('entry.exchange')}
        </button>
        <Select
          label={t('entry.superset')}
          value={group.value}
          options={[['', t('entry.noSuperset')], ...groupsFor(session)]}
          onChange={(chosen) => {
            group.value = chosen;
          }}
        />
        <TextArea label={t('app.notes')} name="notes" value={entry.notes ?? ''} maxLength={10_000} />
        <MoveButtons
          onMove={(by) => void sessionCommands(session.id).reorderEntries(moved(session.exercises, entry.id, by))}
        />
        <div class="actions">
          <button type="button" class="button danger" onClick={() => void commands.remove().then(onClose)}>
            {t('entry.remove')}
          </button>
          <button type="submit" class="button primary">
            {t('app.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The supersets that the session has, and one that it does not have yet. */
function groupsFor({ exercises }: Session): readonly (readonly [string, string])[] {
  const used = exercises.flatMap(({ supersetGroup }) => supersetGroup ?? []);
  const all = new Set([...used, Math.max(-1, ...used) + 1]);
  return [...all].sort((one, other) => one - other).map((group) => [String(group), supersetLetter(group)]);
}
