import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { browserZone, useProfile } from '../../api/profile.ts';
import { invalidate } from '../../api/query.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field, Select } from '../../ui/field.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';
import { ReportView } from './report-view.tsx';
import { type Format, followJob, formats, guessFormat, isJob, type Job, type Report, sendFile } from './send-file.ts';

/** Tries a file, shows what it would do, and imports it. */
export function ImportForm({ file, onDone }: { file: File; onDone: () => void }) {
  const format = useSignal<Format>('csv');
  const unit = useSignal<'kg' | 'lb'>(useProfile().data?.unit ?? 'kg');
  const map = useSignal('');
  const report = useSignal<Report | null>(null);
  const job = useSignal<Job | null>(null);
  const action = useAction();
  useEffect(() => {
    void guessFormat(file).then((guessed) => {
      format.value = guessed;
    });
  }, [file]);
  const send = (dryRun: boolean) =>
    action.run(async () => {
      const fields = { format: format.value, timezone: browserZone(), unit: unit.value, map: map.value, dryRun };
      const answer = await sendFile(file, fields);
      if (!isJob(answer)) report.value = answer;
      else {
        await followJob(answer, (running) => {
          job.value = running;
        });
      }
      if (dryRun) return;
      invalidate(new Set(['import', 'session', 'measurement']));
      if (isJob(answer)) onDone();
    });
  return (
    <Card title={file.name}>
      <div class="row">
        <Select
          label={t('import.format')}
          value={format.value}
          options={formats.map((each) => [each, t(`import.format.${each}`)] as const)}
          onChange={(chosen) => {
            format.value = chosen;
          }}
        />
        <Select
          label={t('import.unit')}
          value={unit.value}
          options={(['kg', 'lb'] as const).map((each) => [each, each] as const)}
          onChange={(chosen) => {
            unit.value = chosen;
          }}
        />
      </div>
      {format.value === 'csv' && (
        <Field
          label={t('import.map')}
          hint="date=Date,exercise=Exercise,weight=Weight,reps=Reps"
          value={map.value}
          onInput={({ currentTarget }) => {
            map.value = currentTarget.value;
          }}
        />
      )}
      {action.error !== undefined && <Failure error={action.error} />}
      {action.isRunning && job.value && (
        <label>
          {t('import.progress')}
          <progress max={job.value.total} value={job.value.done} />
        </label>
      )}
      {report.value && <ReportView report={report.value} />}
      <div class="actions">
        <button type="button" class="button" disabled={action.isRunning} onClick={() => void send(true)}>
          {t('import.try')}
        </button>
        <button type="button" class="button primary" disabled={action.isRunning} onClick={() => void send(false)}>
          {t('import.run')}
        </button>
      </div>
    </Card>
  );
}
