import { t } from '../../i18n/language.ts';
import { Page } from '../../ui/page.tsx';
import { CommentsCard } from './comments-card.tsx';
import { PlanCard } from './plan-card.tsx';
import { RecentCard } from './recent-card.tsx';
import { RunningCard } from './running-card.tsx';
import { WeekCard } from './week-card.tsx';
import './today.css';

/** The first page: the running session, what the plan has for today, and how the week goes. */
export const Today = () => (
  <Page title={t('nav.today')}>
    <RunningCard />
    <CommentsCard />
    <div class="columns">
      <PlanCard />
      <WeekCard />
      <RecentCard />
    </div>
  </Page>
);
