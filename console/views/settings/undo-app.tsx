import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { invalidate } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { sentenceLanguage, t } from '../../i18n/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

type Report = Schemas['UndoReport'];

/** Undoes what an app has done since it was allowed: it shows first what that would change. */
export function UndoApp({ id, since }: { id: string; since: string }) {
  const report = useSignal<Report | null>(null);
  const { run, error, isRunning } = useAction();
  const undo = (preview: boolean) =>
    run(async () => {
      const params = { path: { id } };
      report.value = await bodyOf(api.POST('/api/v1/access/grants/{id}/undo', { params, body: { since, preview } }));
      if (!preview) invalidate(new Set(['session', 'plan', 'unit', 'measurement', 'schedule', 'profile', 'exercise']));
    });
  const close = () => {
    report.value = null;
  };
  return (
    <>
      <button type="button" class="button" disabled={isRunning} onClick={() => void undo(true)}>
        {t('apps.undo')}
      </button>
      {error !== undefined && <Failure error={error} />}
      {report.value && (
        <Dialog title={t('apps.undo')} onClose={close}>
          <p>{t(report.value.preview ? 'apps.wouldUndo' : 'apps.undone', { count: report.value.undone.length })}</p>
          <Sentences report={report.value} />
          {report.value.preview && report.value.undone.length > 0 && (
            <button type="button" class="button danger" disabled={isRunning} onClick={() => void undo(false)}>
              {t('apps.undo')}
            </button>
          )}
        </Dialog>
      )}
    </>
  );
}

const Sentences = ({ report: { undone, left } }: { report: Report }) => (
  <>
    <ul class="rows" lang={sentenceLanguage}>
      {undone.flatMap(({ id, changes }) => changes.map((sentence) => <li key={`${id} ${sentence}`}>{sentence}</li>))}
    </ul>
    {left.length > 0 && <p class="muted">{t('apps.left', { count: left.length })}</p>}
  </>
);
