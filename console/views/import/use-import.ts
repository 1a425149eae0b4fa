import { useSignal } from '@preact/signals';
import { browserZone, useProfile } from '../../api/profile.ts';
import { invalidate } from '../../api/query.ts';
import { useAction } from '../../ui/use-action.ts';
import { type Format, followJob, isJob, type Job, type Report, sendFile } from './send-file.ts';

/** A file, and from which app it seems to be. */
export type Chosen = Readonly<{ file: File; format: Format }>;

/** A file that is to be imported: what the person has chosen, and what has come of it. */
export function useImport({ file, format: guessed }: Chosen, onDone: () => void) {
  const format = useSignal(guessed);
  const profile = useProfile();
  const chosenUnit = useSignal<'kg' | 'lb' | null>(null);
  const unit = chosenUnit.value ?? profile.data?.unit ?? 'kg';
  const map = useSignal('');
  const report = useSignal<Report | null>(null);
  const job = useSignal<Job | null>(null);
  const action = useAction();
  const send = (dryRun: boolean) =>
    action.run(async () => {
      const fields = { format: format.value, timezone: browserZone(), unit, map: map.value, dryRun };
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
  return { format, unit, chosenUnit, map, report, job, action, send };
}
