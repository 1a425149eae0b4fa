import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';
import { NewThing } from './new-thing.tsx';
import { ThingList } from './thing-list.tsx';

const query = (after: string | null) => ({ archived: false, ...(after && { after }) });
const listedPlans = (after: string | null) => api.GET('/api/v1/training-plans', { params: { query: query(after) } });
const listedUnits = (after: string | null) => api.GET('/api/v1/training-units', { params: { query: query(after) } });

/** The training plans and the training units of the athlete. */
export function Plans() {
  const { route } = useLocation();
  const plans = usePages('plans', listedPlans, ['plan']);
  const units = usePages('units', listedUnits, ['unit']);
  const makePlan = async (name: string) => {
    const body = { name, difficulty: 'intermediate', weeks: 1 } as const;
    route(`/plans/${(await bodyOf(api.POST('/api/v1/training-plans', { body }))).id}`);
  };
  const makeUnit = async (name: string) => {
    route(`/units/${(await bodyOf(api.POST('/api/v1/training-units', { body: { name } }))).id}`);
  };
  return (
    <Page title={t('nav.plans')}>
      <div class="columns">
        <section class="stack">
          <h2>{t('plans.plans')}</h2>
          <Load query={plans}>
            {({ items }) => (
              <ThingList
                empty={t('plans.noPlans')}
                things={items.map(({ id, name, unitCount, weeks }) => ({
                  ...{ id, name, href: `/plans/${id}` },
                  facts: `${t('figure.weeks', { count: weeks })} · ${t('plans.unitCount', { count: unitCount })}`,
                }))}
              />
            )}
          </Load>
          <MoreButton more={plans.more} />
          <NewThing label={t('plans.newPlan')} onMake={makePlan} />
        </section>
        <section class="stack">
          <h2>{t('plans.units')}</h2>
          <Load query={units}>
            {({ items }) => (
              <ThingList
                empty={t('plans.noUnits')}
                things={items.map(({ id, name, exerciseCount }) => ({
                  ...{ id, name, href: `/units/${id}` },
                  facts: t('plans.exerciseCount', { count: exerciseCount }),
                }))}
              />
            )}
          </Load>
          <MoreButton more={units.more} />
          <NewThing label={t('plans.newUnit')} onMake={makeUnit} />
        </section>
      </div>
    </Page>
  );
}
