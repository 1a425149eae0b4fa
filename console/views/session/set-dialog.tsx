import { useSignal } from '@preact/signals';
import { useProfile } from '../../api/profile.ts';
import { t } from '../../i18n/language.ts';
import type { Entry, LoggedSet } from '../../session/apply-command.ts';
import type { EntryCommands } from '../../session/commands.ts';
import { moved } from '../../session/moved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { numberOf, textOf } from '../../ui/numbers.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { MeasureFields, measuresOf, readMeasures } from './measure-fields.tsx';
import { MoveButtons } from './move-buttons.tsx';

const types = ['normal', 'warm_up', 'drop', 'failure'] as const;
const units = ['kg', 'lb'] as const;
type Props = Readonly<{ entry: Entry; set: LoggedSet; commands: EntryCommands; onClose: () => void }>;

/** Corrects, moves or removes a set. */
export function SetDialog({ entry, set, commands, onClose }: Props) {
  const unit = useProfile().data?.unit ?? 'kg';
  const measures = useSignal(measuresOf(set, unit));
  const type = useSignal(set.type);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const { rpe = '', rir = '', notes = '' } = textsOf(event.currentTarget);
    const effort = { rpe: numberOf(rpe), rir: numberOf(rir) };
    const body = { ...readMeasures(measures.value, entry.mode), ...effort, type: type.value, notes: notes || null };
    void commands.correctSet(set.id, body).then(onClose);
  };
  return (
    <Dialog title={t('set.title', { number: set.order + 1, name: entry.name })} onClose={onClose}>
      <form class="form" onSubmit={save}>
        <div class="row">
          <MeasureFields mode={entry.mode} measures={measures} />
        </div>
        <div class="row">
          <Field label="RPE" name="rpe" inputMode="decimal" value={textOf(set.rpe)} />
          <Field label="RIR" name="rir" inputMode="numeric" value={textOf(set.rir)} />
          <Select
            label={t('set.unit')}
            value={measures.value.unit}
            options={units.map((each) => [each, each] as const)}
            onChange={(chosen) => {
              measures.value = { ...measures.value, unit: chosen };
            }}
          />
        </div>
        <Select
          label={t('set.type')}
          value={type.value}
          options={types.map((each) => [each, t(`set.type.${each}`)] as const)}
          onChange={(chosen) => {
            type.value = chosen;
          }}
        />
        <TextArea label={t('app.notes')} name="notes" value={set.notes ?? ''} maxLength={10_000} />
        <MoveButtons onMove={(by) => void commands.reorderSets(moved(entry.sets, set.id, by))} />
        <div class="actions">
          <button type="button" class="button danger" onClick={() => void commands.removeSet(set.id).then(onClose)}>
            {t('set.remove')}
          </button>
          <button type="submit" class="button primary">
            {t('app.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
