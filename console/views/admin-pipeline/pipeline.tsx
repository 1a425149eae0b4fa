import { useEffect } from 'preact/hooks';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import { t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { HealthCard } from './health-card.tsx';
import { ParkedCard } from './parked-card.tsx';
import { QueuesCard } from './queues-card.tsx';
import { ReadModelsCard } from './read-models-card.tsx';

const everyMs = 2_000;

/** The state of the system for administrators, read again every two seconds while the page is shown. */
export function Pipeline() {
  const state = useQuery('pipeline', () => bodyOf(api.GET('/api/v1/pipeline')), []);
  const parked = useQuery('parked', () => bodyOf(api.GET('/api/v1/pipeline/parked-streams')), []);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void Promise.all([state.reload(), parked.reload()]);
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <Page title={t('nav.pipeline')}>
      <div class="columns">
        <HealthCard />
        <Load query={parked}>{(streams) => <ParkedCard streams={streams} />}</Load>
      </div>
      <Load query={state}>
        {({ head, readModels, queues }) => (
          <div class="columns">
            <ReadModelsCard head={head} readModels={readModels} />
            <QueuesCard queues={queues} />
          </div>
        )}
      </Load>
    </Page>
  );
}
