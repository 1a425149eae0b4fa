import { account } from '../api/account.ts';
import type { Schemas } from '../api/schemas.ts';
import { formatDuration, formatTime } from '../i18n/format.ts';
import { sentenceLanguage, t } from '../i18n/language.ts';

type Event = Schemas['AuditedEvent'];
type Props = Readonly<{ event: Event; athleteId: string; zone: string }>;

/** From which delay on it is told that something was recorded later than it happened. */
const lateSeconds = 3_600;
const daySeconds = 86_400;

/** One event of the log as a sentence: when, what it has changed, and who did it unless it was the athlete. */
export function EventRow({ event, athleteId, zone }: Props) {
  const { recordedAt, sentence, lagSeconds, isCorrection, actor } = event;
  const by = actorName(actor.id, athleteId);
  return (
    <li class={isCorrection ? 'event correction' : 'event'}>
      <time dateTime={recordedAt}>{formatTime(recordedAt, zone)}</time>
      <div>
        <p lang={sentenceLanguage}>{sentence}</p>
        <p class="marks">
          {isCorrection && <b class="chip warn">{t('event.correction')}</b>}
          {by && <span class="chip accent">{by}</span>}
          {actor.app && <span class="chip">{actor.app}</span>}
          {actor.via !== 'http' && <span class="chip">{t(`event.via.${actor.via}`)}</span>}
          {lagSeconds >= lateSeconds && <span class="chip">{t('event.late', { time: lagText(lagSeconds) })}</span>}
        </p>
      </div>
    </li>
  );
}

const lagText = (seconds: number): string =>
  seconds < 2 * daySeconds ? formatDuration(seconds) : t('roster.days', { count: Math.round(seconds / daySeconds) });

/** Who has caused an event; null for the athlete, who usually has. */
export function actorName(id: string, athleteId: string): string | null {
  if (id === athleteId) return null;
  if (id === account.value?.id) return t('event.by.you');
  return t(id === 'system' ? 'event.by.system' : 'event.by.other');
}
