import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';

/** How many jobs each queue has. */
export const QueuesCard = ({ queues }: { queues: readonly Schemas['QueueState'][] }) => (
  <Card title={t('admin.queues')}>
    <ul class="rows">
      {queues.map(({ name, waiting, active, delayed, failed }) => (
        <li key={name}>
          <span class="named">
            {name}
            <small class="muted">{t('admin.jobs', { waiting, active, delayed })}</small>
          </span>
          {failed > 0 && <b class="chip warn">{t('admin.failed', { count: failed })}</b>}
        </li>
      ))}
    </ul>
    <p class="muted">{t('admin.hints')}</p>
  </Card>
);
