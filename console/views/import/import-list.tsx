import { api, bodyOf } from '../../api/client.ts';
import { followJob } from '../../api/import-jobs.ts';
import { usePages } from '../../api/pages.ts';
import { useZone } from '../../api/profile.ts';
import { invalidate } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { useAction } from '../../ui/use-action.ts';

const listed = (after: string | null) => api.GET('/api/v1/imports', { params: { query: { ...(after && { after }) } } });

/** The imports of the account. Each can be undone. */
export function ImportList() {
  const { more, ...query } = usePages('imports', listed, ['import']);
  return (
    <Load query={query}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <h2>{t('import.past')}</h2>
            <ul class="list">
              {items.map((each) => (
                <li key={each.id} class="list-row">
                  <ImportRow {...each} />
                </li>
              ))}
            </ul>
            <MoreButton more={more} />
          </>
        )
      }
    </Load>
  );
}

type Listed = Omit<Schemas['Import'], 'errors'>;

function ImportRow({ id, fileName, format, status, counts, createdAt }: Listed) {
  const zone = useZone();
  const { run, error } = useAction();
  const undo = () =>
    run(async () => {
      try {
        const job = await bodyOf(api.DELETE('/api/v1/imports/{id}', { params: { path: { id } } }));
        if (job) await followJob(job, () => {});
      } finally {
        invalidate(new Set(['import', 'session', 'measurement']));
      }
    });
  return (
    <>
      <span>
        {fileName ?? t(`import.format.${format}`)}
        <small class="muted">
          {formatInstant(createdAt, zone)}
          {counts && ` · ${t('session.sets', { count: counts.sets })}`}
        </small>
      </span>
      <b class="chip">{t(`import.status.${status}`)}</b>
      {status !== 'undone' && (
        <ConfirmButton label={t('import.undo')} question={t('import.undoQuestion')} onConfirm={() => void undo()} />
      )}
      {error !== undefined && <Failure error={error} />}
    </>
  );
}
