import { api, bodyOf } from '../../api/client.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

type Props = Readonly<{
  id: string;
  /** The event that waits first. */
  eventId: string | null;
  onChange: () => Promise<void>;
  onEmpty: () => void;
}>;

/** Tries the events again, or discards the first one with a reason. */
export function ParkedActions({ id, eventId, onChange, onEmpty }: Props) {
  const { run, isRunning, error } = useAction();
  const params = { params: { path: { id } } };
  const follow = (work: () => Promise<Schemas['RetryOutcome']>) =>
    void run(async () => {
      const { left } = await work();
      if (left === 0) onEmpty();
      else await onChange();
    });
  const retry = () => follow(() => bodyOf(api.POST('/api/v1/pipeline/parked-streams/{id}/retry', params)));
  const discard = (event: SubmitEvent) => {
    event.preventDefault();
    const { reason = '' } = textsOf(event.currentTarget);
    const body = { eventId: eventId ?? '', reason };
    follow(() => bodyOf(api.POST('/api/v1/pipeline/parked-streams/{id}/discard', { ...params, body })));
  };
  return (
    <Card title={t('admin.repair')}>
      <button type="button" class="button primary" disabled={isRunning} onClick={retry}>
        {t('admin.retry')}
      </button>
      {eventId !== null && (
        <form class="form" onSubmit={discard}>
          <Field label={t('admin.reason')} hint={t('admin.reasonHint')} name="reason" required maxLength={500} />
          <button type="submit" class="button danger" disabled={isRunning}>
            {t('admin.discard')}
          </button>
        </form>
      )}
      {error !== undefined && <Failure error={error} />}
    </Card>
  );
}
