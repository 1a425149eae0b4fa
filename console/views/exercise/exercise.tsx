import { useRoute } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import { t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { AboutCard } from './about-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { RecordsCard } from './records-card.tsx';
import { StrengthCard } from './strength-card.tsx';
import { VolumeCard } from './volume-card.tsx';

/** An exercise: how strong the athlete has become, the volume, the records, the past sessions, and how it is done. */
export function Exercise() {
  const { id = '' } = useRoute().params;
  const params = { path: { id } };
  const query = useQuery(`exercise ${id}`, () => bodyOf(api.GET('/api/v1/exercises/{id}', { params })), ['exercise']);
  return (
    <Page title={query.data?.name ?? t('nav.exercises')} parent={{ href: '/exercises', label: t('nav.exercises') }}>
      <Load query={query}>
        {(exercise) => (
          <div class="columns">
            <StrengthCard id={id} />
            <VolumeCard id={id} />
            <RecordsCard id={id} />
            <HistoryCard id={id} />
            <AboutCard exercise={exercise} />
          </div>
        )}
      </Load>
    </Page>
  );
}
