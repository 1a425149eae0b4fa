import type { ComponentChildren } from 'preact';
import { useRoute } from 'preact-iso';
import { nameOf, type RosterRow, useRoster } from '../../coaching/use-roster.ts';
import { type MessageKey, t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import './athlete.css';
import { Overview } from './overview.tsx';
import { Plan } from './plan.tsx';
import { Progress } from './progress.tsx';
import { Timeline } from './timeline.tsx';

type Tab = Readonly<{
  part: string;
  label: MessageKey;
  /** Whether the athlete lets the coach read what it shows. */
  isAllowed: (scope: RosterRow['scope']) => boolean;
  View: (props: { row: RosterRow }) => ComponentChildren;
}>;

const tabs: readonly Tab[] = [
  { part: '', label: 'athlete.overview', isAllowed: () => true, View: Overview },
  {
    part: 'timeline',
    label: 'athlete.timeline',
    isAllowed: (scope) => scope.some((part) => part !== 'statistics'),
    View: Timeline,
  },
  { part: 'progress', label: 'nav.progress', isAllowed: (scope) => scope.includes('statistics'), View: Progress },
  { part: 'plan', label: 'today.plan', isAllowed: (scope) => scope.includes('plans'), View: Plan },
];

/** One athlete as the coach sees the athlete: why to look, what has happened, how the training goes, and the plan. */
export function Athlete() {
  const { id = '', part = '' } = useRoute().params;
  const query = useRoster();
  const row = query.data?.athletes.find(({ athleteId }) => athleteId === id);
  return (
    <Page title={row ? nameOf(row) : t('nav.roster')} parent={{ href: '/roster', label: t('nav.roster') }}>
      <Load query={query}>
        {() => (row ? <Tabs key={id} row={row} part={part} /> : <p class="empty">{t('athlete.gone')}</p>)}
      </Load>
    </Page>
  );
}

function Tabs({ row, part }: { row: RosterRow; part: string }) {
  const allowed = tabs.filter(({ isAllowed }) => isAllowed(row.scope));
  const shown = allowed.find((tab) => tab.part === part);
  return (
    <>
      <TabLinks base={`/athletes/${row.athleteId}`} allowed={allowed} shown={shown} />
      {shown ? <shown.View row={row} /> : <p class="empty">{t('athlete.notAllowed')}</p>}
    </>
  );
}

type LinksProps = Readonly<{ base: string; allowed: readonly Tab[]; shown: Tab | undefined }>;

const TabLinks = ({ base, allowed, shown }: LinksProps) => (
  <nav class="page-tabs" aria-label={t('athlete.parts')}>
    {allowed.map((tab) => (
      <a
        key={tab.part}
        href={tab.part ? `${base}/${tab.part}` : base}
        aria-current={tab === shown ? 'page' : undefined}
      >
        {t(tab.label)}
      </a>
    ))}
  </nav>
);
