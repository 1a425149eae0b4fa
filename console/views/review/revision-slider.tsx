import { useId } from 'preact/hooks';
import { EventRow } from '../../coaching/event-row.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';
import type { SessionEvent } from './use-session-events.ts';

type Props = Readonly<{
  events: readonly SessionEvent[];
  /** Which of the events is the last one that counts. */
  at: number;
  zone: string;
  athleteId: string;
  onChange: (at: number) => void;
}>;

/** Chooses a moment of a session: the last event that counts. Corrections have marks below the slider. */
export function RevisionSlider({ events, at, zone, athleteId, onChange }: Props) {
  const id = useId();
  const last = events.length - 1;
  const event = events[at];
  if (!event) return null;
  const step = (by: number, label: string, icon: 'back' | 'next') => (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      disabled={at + by < 0 || at + by > last}
      onClick={() => onChange(at + by)}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <section class="card" aria-label={t('review.moment')}>
      <label for={id}>
        <b>{formatInstant(event.recordedAt, zone)}</b>{' '}
        <span class="muted">{t('review.revision', { number: at + 1, count: events.length })}</span>
      </label>
      <div class="slider">
        {step(-1, t('review.earlier'), 'back')}
        <span class="track">
          <input
            id={id}
            type="range"
            min={0}
            max={last}
            step={1}
            value={at}
            aria-valuetext={formatInstant(event.recordedAt, zone)}
            aria-describedby={`${id}-event`}
            onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
          />
          <Corrections events={events} />
        </span>
        {step(1, t('review.later'), 'next')}
      </div>
      <ol id={`${id}-event`} class="events">
        <EventRow event={event} athleteId={athleteId} zone={zone} />
      </ol>
      <NextCorrection {...{ events, at, onChange }} />
    </section>
  );
}

const Corrections = ({ events }: Pick<Props, 'events'>) => (
  <span class="ticks" aria-hidden="true">
    {events.map(
      ({ id, isCorrection }, index) =>
        isCorrection && (
          <i key={id} style={{ insetInlineStart: `${(index / Math.max(1, events.length - 1)) * 100}%` }} />
        ),
    )}
  </span>
);

/** Leads to the next change that was made after the end of the session, from the start again after the last one. */
function NextCorrection({ events, at, onChange }: Pick<Props, 'events' | 'at' | 'onChange'>) {
  const indexes = events.flatMap(({ isCorrection }, index) => (isCorrection ? [index] : []));
  const next = indexes.find((index) => index > at) ?? indexes[0];
  if (next === undefined || next === at) return null;
  return (
    <button type="button" class="button" onClick={() => onChange(next)}>
      {t('review.nextCorrection', { count: indexes.length })}
    </button>
  );
}
