import { useSignal } from '@preact/signals';
import type { Weight } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import type { Entry } from '../../session/apply-command.ts';
import type { SetBody } from '../../session/commands.ts';
import { Icon } from '../../ui/icon.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { MeasureFields, measuresOf, readMeasures } from './measure-fields.tsx';
import { PlateButton } from './plate-button.tsx';

type Props = Readonly<{
  entry: Entry;
  suggested: SetBody;
  /** The unit of a weight without an earlier one. */
  unit: Weight['unit'];
  onLog: (body: SetBody) => Promise<void>;
}>;

/** The next set with its probable values: one tap logs it. */
export function NextSet({ entry, suggested, unit, onLog }: Props) {
  const measures = useSignal(measuresOf(suggested, unit));
  const isLogging = useSignal(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isLogging.value) return;
    isLogging.value = true;
    void onLog(readMeasures(measures.value, entry.mode)).finally(() => {
      isLogging.value = false;
    });
  };
  return (
    <form class="next-set" onSubmit={submit} aria-label={t('set.next', { name: entry.name })}>
      <MeasureFields mode={entry.mode} measures={measures} />
      <PlateButton measures={measures.value} />
      <button
        type="submit"
        class="button primary log"
        disabled={isLogging.value}
        aria-label={t('set.log', { name: entry.name })}
      >
        <Icon name="check" />
      </button>
    </form>
  );
}
