import { useRoute } from 'preact-iso';
import { nameOf, useRoster } from '../../coaching/use-roster.ts';
import { t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import './review.css';
import { SessionPast } from './session-past.tsx';
import { useSessionEvents } from './use-session-events.ts';

/** A training session of an athlete as of any moment, with what has changed, and its comments. */
export function Review() {
  const { id: athleteId = '', sessionId = '' } = useRoute().params;
  const row = useRoster().data?.athletes.find((each) => each.athleteId === athleteId);
  const other = row ? nameOf(row) : t('nav.roster');
  return (
    <Page title={t('review.session')} parent={{ href: `/athletes/${athleteId}`, label: other }}>
      <Load query={useSessionEvents(athleteId, sessionId)}>
        {(events) => <SessionPast key={sessionId} {...{ athleteId, sessionId, events, other }} />}
      </Load>
    </Page>
  );
}
