import { t } from '../../i18n/language.ts';
import type { Report } from './send-file.ts';

const mostErrors = 20;

/** What an import has done, or would do. */
export function ReportView({ report }: { report: Report }) {
  const { counts, errors, unlinked = [] } = report;
  const isTrial = report.workouts !== undefined;
  return (
    <div class="report" role="status">
      <p class="notice good">
        {t(isTrial ? 'import.would' : 'import.did', {
          sessions: counts.sessionsAdded + counts.sessionsUpdated,
          sets: counts.added + counts.updated,
          unchanged: counts.unchanged,
        })}
      </p>
      {unlinked.length > 0 && <p>{t('import.unlinked', { names: unlinked.map(({ name }) => name).join(', ') })}</p>}
      {errors.length > 0 && (
        <>
          <p>{t('import.errors', { count: errors.length })}</p>
          <ul class="rows">
            {errors.slice(0, mostErrors).map(({ line, reason }) => (
              <li key={`${line} ${reason}`}>
                <span>{t('import.line', { line })}</span>
                <span>{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
