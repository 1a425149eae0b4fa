import { useZone } from '../../api/profile.ts';
import { partNames } from '../../coaching/terms.tsx';
import { formatDay } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';
import { TermsButton } from './terms-button.tsx';
import { type Coaching, coachingCommands, type Side } from './use-coachings.ts';

/** A relationship: with whom, what the coach may read and until when, and what this side can do with it. */
export function CoachingRow({ coaching, side }: { coaching: Coaching; side: Side }) {
  const { run, isRunning, error } = useAction();
  const zone = useZone();
  const commands = coachingCommands(coaching.id);
  const { scope, expiresAt, message, status } = coaching;
  const isAsked = status === 'pending' && coaching.askedBy !== side;
  return (
    <li class="coaching">
      <div>
        <b>{personOf(coaching, side)}</b>{' '}
        {status === 'pending' && (
          <span class="chip warn">{t(isAsked ? 'coaching.asksYou' : 'coaching.unanswered')}</span>
        )}
        <p class="muted">
          {partNames(scope)}
          {expiresAt &&
            ` · ${t(isOver(expiresAt) ? 'coaching.expired' : 'coaching.until', { day: formatDay(expiresAt, zone) })}`}
        </p>
        {message && <blockquote>{message}</blockquote>}
      </div>
      <div class="actions">
        {isAsked && side === 'athlete' && (
          <TermsButton label={t('coaching.accept')} style="primary" coaching={coaching} save={commands.accept} />
        )}
        {isAsked && side === 'coach' && (
          <button type="button" class="button primary" disabled={isRunning} onClick={() => void run(commands.accept)}>
            {t('coaching.accept')}
          </button>
        )}
        {isAsked && (
          <button type="button" class="button" disabled={isRunning} onClick={() => void run(commands.decline)}>
            {t('coaching.decline')}
          </button>
        )}
        {status === 'active' && side === 'athlete' && (
          <TermsButton label={t('coaching.change')} coaching={coaching} save={commands.change} />
        )}
        {!isAsked && (
          <ConfirmButton
            label={t(status === 'active' ? 'coaching.end' : 'coaching.takeBack')}
            question={t(status === 'active' ? 'coaching.endQuestion' : 'coaching.takeBackQuestion')}
            onConfirm={() => void run(commands.end)}
          />
        )}
      </div>
      {error !== undefined && <Failure error={error} />}
    </li>
  );
}

function personOf({ athlete, coach, email }: Coaching, side: Side): string {
  const person = side === 'athlete' ? coach : athlete;
  return person?.name ?? person?.email ?? email ?? '–';
}

const isOver = (expiresAt: string): boolean => Date.parse(expiresAt) <= Date.now();
