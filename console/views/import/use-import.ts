import { useSignal } from '@preact/signals';
import { followJob, type Job } from '../../api/import-jobs.ts';
import { browserZone, useProfile } from '../../api/profile.ts';
import { invalidate } from '../../api/query.ts';
import { useAction } from '../../ui/use-action.ts';
import { type Format, isJob, type Report, readReport, sendFile } from './send-file.ts';

/** A file, and from which app it seems to be. */
export type Chosen = Readonly<{ file: File; format: Format }>;

/** A file that is to be imported: what the person has chosen, and what has come of it. */
export function useImport({ file, format: guessed }: Chosen) {
  const format = useSignal(guessed);
  const profile = useProfile();
  const chosenUnit = useSignal<'kg' | 'lb' | null>(null);
  const unit = chosenUnit.value ?? profile.data?.unit ?? 'kg';
  const map = useSignal('');
  const report = useSignal<Report | null>(null);
  const job = useSignal<Job | null>(null);
  const action = useAction();
  const reportOf = async (begun: Job) => {
    await followJob(begun, (running) => {
      job.value = running;
    });
    return readReport(begun);
  };
  const send = (dryRun: boolean) =>
    action.run(async () => {
      const fields = { format: format.value, timezone: browserZone(), unit, map: map.value, dryRun };
      [report.value, job.value] = [null, null];
      try {
        const answer = await sendFile(file, fields);
        report.value = isJob(answer) ? await reportOf(answer) : answer;
      } finally {
        // A job that stops early has changed data too, so the data is read again after a failure as well.
        if (!dryRun) invalidate(new Set(['import', 'session', 'measurement']));
      }
    });
  return { format, unit, chosenUnit, map, report, job, action, send };
}
