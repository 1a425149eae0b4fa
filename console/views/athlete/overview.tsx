import { SignalList } from '../../coaching/signal-list.tsx';
import type { RosterRow } from '../../coaching/use-roster.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { NotesCard } from './notes-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { RecordsCard } from './records-card.tsx';
import { ReviewCard } from './review-card.tsx';
import { SessionsCard } from './sessions-card.tsx';

/** Why to look at the athlete, what is new, what the athlete tells coaches, and what the coach has noted. */
export function Overview({ row }: { row: RosterRow }) {
  const { athleteId, signals, scope } = row;
  return (
    <div class="columns">
      <Card title={t('athlete.signals')}>
        {signals.length === 0 && <p class="muted">{t('athlete.noSignals')}</p>}
        <SignalList athleteId={athleteId} signals={signals} />
        <a href={`/athletes/${athleteId}/thresholds`}>{t('thresholds.title')}</a>
      </Card>
      <ReviewCard row={row} />
      {scope.includes('history') && <SessionsCard athleteId={athleteId} />}
      {row.records && row.records.length > 0 && <RecordsCard athleteId={athleteId} records={row.records} />}
      <ProfileCard athleteId={athleteId} />
      <NotesCard athleteId={athleteId} />
    </div>
  );
}
