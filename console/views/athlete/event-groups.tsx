import { EventRow } from '../../coaching/event-row.tsx';
import type { HistoryEvent } from '../../coaching/use-live-history.ts';
import { dayOf, formatCalendarDay } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';

type Props = Readonly<{
  athleteId: string;
  zone: string;
  events: readonly HistoryEvent[];
  /** The names of training sessions by their ids. */
  names: ReadonlyMap<string, string>;
}>;
type Group = Readonly<{ day: string; about: HistoryEvent['about']; events: HistoryEvent[] }>;

/** If a group has more sets than this, they are shown on demand. */
const most = 4;

/** Events by day and by the thing that they are about, in the order in which they come. */
export const EventGroups = ({ events, ...rest }: Props) => (
  <>
    {[...Map.groupBy(groupsOf(events, rest.zone), ({ day }) => day)].map(([day, groups]) => (
      <section key={day} class="timeline-day">
        <h2>
          {formatCalendarDay(day, 'long')} {day.slice(0, 4)}
        </h2>
        {groups.map((group) => (
          <GroupCard key={group.events[0]?.id} group={group} {...rest} />
        ))}
      </section>
    ))}
  </>
);

function groupsOf(events: readonly HistoryEvent[], zone: string): readonly Group[] {
  const groups: Group[] = [];
  for (const event of events) {
    const day = dayOf(event.recordedAt, zone);
    const last = groups.at(-1);
    const isSame = last?.day === day && last.about.kind === event.about.kind && last.about.id === event.about.id;
    if (isSame) last.events.push(event);
    else groups.push({ day, about: event.about, events: [event] });
  }
  return groups;
}

function GroupCard({ group: { about, events }, athleteId, zone, names }: { group: Group } & Omit<Props, 'events'>) {
  const isPlain = ({ type, isCorrection }: HistoryEvent) => type === 'SetLogged' && !isCorrection;
  const name = names.get(about.id) ?? t(`kind.${about.kind}`);
  const sets = events.filter(isPlain);
  const isFolded = sets.length > most;
  const rows = (shown: readonly HistoryEvent[]) =>
    shown.map((event) => <EventRow key={event.id} event={event} athleteId={athleteId} zone={zone} />);
  return (
    <article class="card timeline-group" aria-label={name}>
      <GroupHead {...{ athleteId, about, name }} />
      <ol class="events">{rows(isFolded ? events.filter((event) => !isPlain(event)) : events)}</ol>
      {isFolded && (
        <details>
          <summary>{t('athlete.setsLogged', { count: sets.length })}</summary>
          <ol class="events">{rows(sets)}</ol>
        </details>
      )}
    </article>
  );
}

type HeadProps = Readonly<{ athleteId: string; about: HistoryEvent['about']; name: string }>;

const GroupHead = ({ athleteId, about, name }: HeadProps) => (
  <header>
    <h3>{name}</h3>
    {about.kind === 'session' && (
      <a class="button plain" href={`/athletes/${athleteId}/sessions/${about.id}`}>
        {t('athlete.openSession')} <Icon name="next" />
      </a>
    )}
  </header>
);
