import { formatDay, formatDuration, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import type { Session } from '../../session/apply-command.ts';
import { sessionCommands } from '../../session/commands.ts';
import { Page } from '../../ui/page.tsx';
import { AddEntry } from './add-entry.tsx';
import { CoachComments } from './coach-comments.tsx';
import { EntryGroups } from './entry-groups.tsx';
import { RestTimer } from './rest-timer.tsx';
import { SessionMenu } from './session-menu.tsx';

export function SessionPage({ session }: { session: Session }) {
  const commands = sessionCommands(session.id);
  const isRunning = session.status === 'in_progress';
  return (
    <Page
      title={session.name ?? t('session.unnamed')}
      parent={{ href: '/history', label: t('nav.history') }}
      actions={
        <>
          {isRunning && (
            <button type="button" class="button primary" onClick={() => void commands.complete()}>
              {t('session.finish')}
            </button>
          )}
          <SessionMenu session={session} commands={commands} />
        </>
      }
    >
      <SessionFacts session={session} />
      {session.notes && <p class="notes">{session.notes}</p>}
      <EntryGroups session={session} />
      <AddEntry commands={commands} />
      <CoachComments session={session} />
      {isRunning && <RestTimer />}
    </Page>
  );
}

const SessionFacts = ({ session }: { session: Session }) => (
  <p class="facts">
    <span>
      {formatDay(session.startedAt, session.timezone)}, {formatTime(session.startedAt, session.timezone)}
      {session.endedAt && `–${formatTime(session.endedAt, session.timezone)}`}
    </span>
    {session.durationSeconds !== null && <span>{formatDuration(session.durationSeconds)}</span>}
    <b class={session.status === 'in_progress' ? 'chip accent' : 'chip'}>{t(`session.status.${session.status}`)}</b>
    {session.plan && <b class="chip">{session.plan.name}</b>}
    {session.importId && <b class="chip">{t('session.imported')}</b>}
  </p>
);
