import { t } from '../../i18n/language.ts';
import { Card, Field, Select } from '../../ui/field.tsx';
import { Failure } from '../../ui/load.tsx';
import { ReportView } from './report-view.tsx';
import { formats } from './send-file.ts';
import { type Chosen, useImport } from './use-import.ts';

type Importing = ReturnType<typeof useImport>;

/** Tries a file, shows what it would do, and imports it. */
export function ImportForm({ chosen }: { chosen: Chosen }) {
  const importing = useImport(chosen);
  const { report, job, action, send } = importing;
  return (
    <Card title={chosen.file.name}>
      <Choices importing={importing} />
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

const Choices = ({ importing: { format, unit, chosenUnit, map } }: { importing: Importing }) => (
  <>
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
        value={unit}
        options={(['kg', 'lb'] as const).map((each) => [each, each] as const)}
        onChange={(chosen) => {
          chosenUnit.value = chosen;
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
  </>
);
