import { api, bodyOf } from '../api/client.ts';
import { useProfile } from '../api/profile.ts';
import { invalidate } from '../api/query.ts';
import { formatCalendarDay } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Failure } from '../ui/load.tsx';
import { useAction } from '../ui/use-action.ts';
import './coaching.css';
import { signalText } from './signal-text.ts';
import type { Signal } from './use-roster.ts';

type Props = Readonly<{ athleteId: string; signals: readonly Signal[] }>;

/** Why a coach should look at an athlete. A signal that was seen comes back when it gets stronger. */
export function SignalList({ athleteId, signals }: Props) {
  const { run, isRunning, error } = useAction();
  return (
    <>
      <ul class="signals">
        {signals.map((signal) => (
          <SignalRow
            key={`${signal.kind} ${signal.subject}`}
            {...{ athleteId, signal, isRunning }}
            onSeen={() => void run(() => markSeen(athleteId, signal))}
          />
        ))}
      </ul>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}

async function markSeen(athleteId: string, { kind, subject, strength, to }: Signal): Promise<void> {
  const params = { path: { athleteId } };
  const body = { signals: [{ kind, subject, strength, to }] };
  await bodyOf(api.POST('/api/v1/coaching/athletes/{athleteId}/signals/seen', { params, body }));
  invalidate(new Set(['athlete']));
}

type RowProps = Readonly<{ athleteId: string; signal: Signal; isRunning: boolean; onSeen: () => void }>;

const SignalRow = ({ athleteId, signal, isRunning, onSeen }: RowProps) => (
  <li class={styleOf(signal)}>
    <SignalText athleteId={athleteId} signal={signal} />
    {asksForAttention(signal) && (
      <button type="button" class="button" disabled={isRunning} onClick={onSeen}>
        {t('signal.markSeen')}
      </button>
    )}
  </li>
);

const asksForAttention = ({ kind, isSeen }: Signal): boolean => kind !== 'record' && !isSeen;

function styleOf(signal: Signal): string {
  if (signal.kind === 'record') return 'good';
  return asksForAttention(signal) ? 'warn' : 'seen';
}

/** A signal in words, with the days of its facts, the notes that it is about, and the sessions in which they are. */
function SignalText({ athleteId, signal }: { athleteId: string; signal: Signal }) {
  const unit = useProfile().data?.unit ?? 'kg';
  const { from, to, isSeen, notes } = signal;
  const days = from === to ? formatCalendarDay(to) : `${formatCalendarDay(from)} – ${formatCalendarDay(to)}`;
  return (
    <div>
      <b>{t(`signal.title.${signal.kind}`)}</b>
      <p>{signalText(signal, unit)}</p>
      {notes.map(({ sessionId, revision, text }) => (
        <blockquote key={`${sessionId} ${revision}`}>
          <a href={`/athletes/${athleteId}/sessions/${sessionId}`}>{text}</a>
        </blockquote>
      ))}
      <small class="muted">
        {days}
        {isSeen && ` · ${t('signal.seen')}`}
      </small>
    </div>
  );
}
