import { api } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';

/** Reads the report, which has the status 503 while a part of the service is offline. */
async function readHealth(): Promise<Schemas['Health']> {
  const { data, error } = await api.GET('/health');
  const report = data ?? (error as Schemas['Health'] | undefined);
  if (report?.app !== 'IronTrack') throw new Error('The service has sent no report');
  return report;
}

/** Whether each part of the service answers, and whether changes reach the read models. */
export const HealthCard = () => (
  <Card title={t('admin.health')}>
    <Load query={useQuery('health', readHealth, [])}>{(report) => <Parts {...report} />}</Load>
  </Card>
);

const Parts = ({ database_status, cache_status, event_store_status, pipeline, version }: Schemas['Health']) => (
  <ul class="rows">
    <Part name={t('admin.eventStore')} isGood={event_store_status === 'online'} />
    <Part name={t('admin.database')} isGood={database_status === 'online'} />
    <Part name={t('admin.cache')} isGood={cache_status === 'online'} />
    <Part name={t('admin.moves')} isGood={pipeline.status === 'moving'} />
    <li>
      <span>{t('admin.version')}</span>
      <span>{version}</span>
    </li>
  </ul>
);

const Part = ({ name, isGood }: { name: string; isGood: boolean }) => (
  <li>
    <span>{name}</span>
    <b class={isGood ? 'chip good' : 'chip bad'}>{t(isGood ? 'admin.good' : 'admin.bad')}</b>
  </li>
);
