import { sentenceLanguage, t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { type SessionEvent, useDifference } from './use-session-events.ts';

type Props = Readonly<{ athleteId: string; sessionId: string; events: readonly SessionEvent[]; at: number }>;

/** What is different now from the moment that is shown. At the latest one: what was changed since the end of the session. */
export function Changes({ athleteId, sessionId, events, at }: Props) {
  const last = events.length - 1;
  const isNow = at === last;
  const from = isNow ? endOf(events) : at;
  const revision = (index: number) => events[index]?.revision ?? 0;
  const query = useDifference(athleteId, sessionId, revision(from ?? last), revision(last));
  if (from === null) return null;
  return (
    <Card title={t(isNow ? 'review.sinceEnd' : 'review.sinceThen')}>
      <Load query={query}>
        {(sentences) =>
          sentences.length === 0 ? <p class="muted">{t('review.same')}</p> : <Sentences sentences={sentences} />
        }
      </Load>
    </Card>
  );
}

const Sentences = ({ sentences }: { sentences: readonly string[] }) => (
  <ul class="differences">
    {sentences.map((sentence) => (
      <li key={sentence} lang={sentenceLanguage}>
        {sentence}
      </li>
    ))}
  </ul>
);

/** The event with which the session ended first; null for one that has not ended. */
function endOf(events: readonly SessionEvent[]): number | null {
  const index = events.findIndex(({ type }) => type === 'SessionCompleted' || type === 'SessionAborted');
  return index === -1 ? null : index;
}
