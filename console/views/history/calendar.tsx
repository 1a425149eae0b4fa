import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { useProfile, useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import { dayOf, formatCalendarDay, formatMonth, formatWeekday } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';
import { daysShown, monthAfter } from './month.ts';

type Listed = Readonly<{ id: string; name: string | null }>;

const read = async (from: string, to: string): Promise<ReadonlyMap<string, readonly Listed[]>> => {
  const query = { from, to, pageSize: 100 };
  const { items } = await bodyOf(api.GET('/api/v1/training-sessions', { params: { query } }));
  return Map.groupBy(items, ({ startedAt, timezone }) => dayOf(startedAt, timezone));
};

/** A month with its training days. A day leads to its session. */
export function Calendar() {
  const today = dayOf(Date.now(), useZone());
  const month = useSignal(today.slice(0, 7));
  const firstDay = useProfile().data?.firstDayOfWeek ?? 'monday';
  const days = daysShown(month.value, firstDay);
  const [from = today, to = today] = [days[0], days.at(-1)];
  const { data } = useQuery(`calendar ${from} ${to}`, () => read(from, to), ['session']);
  const turn = (by: number) => () => {
    month.value = monthAfter(month.value, by);
  };
  return (
    <section class="card calendar" aria-label={t('calendar.title')}>
      <header>
        <button type="button" class="icon-button" aria-label={t('calendar.before')} onClick={turn(-1)}>
          <Icon name="back" />
        </button>
        <h2 aria-live="polite">{formatMonth(month.value)}</h2>
        <button type="button" class="icon-button" aria-label={t('calendar.after')} onClick={turn(1)}>
          <Icon name="next" />
        </button>
      </header>
      <div class="month-grid">
        {days.slice(0, 7).map((day) => (
          <span key={day} class="weekday">
            {formatWeekday(day)}
          </span>
        ))}
        {days.map((day) => (
          <Day key={day} {...{ day, today }} isInMonth={day.startsWith(month.value)} sessions={data?.get(day) ?? []} />
        ))}
      </div>
    </section>
  );
}

type DayProps = Readonly<{ day: string; today: string; isInMonth: boolean; sessions: readonly Listed[] }>;

function Day({ day, today, isInMonth, sessions }: DayProps) {
  const number = Number(day.slice(8));
  const style = ['day', !isInMonth && 'other', day === today && 'today'].filter(Boolean).join(' ');
  const [session] = sessions;
  if (!session) return <span class={style}>{number}</span>;
  const names = sessions.map(({ name }) => name ?? t('session.unnamed')).join(', ');
  return (
    <a class={`${style} trained`} href={`/sessions/${session.id}`} aria-label={`${formatCalendarDay(day)}: ${names}`}>
      {number}
    </a>
  );
}
