import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';

const read = () => bodyOf(api.GET('/api/v1/discussions', { params: { query: { unread: true, pageSize: 10 } } }));

/** The comments of coaches that the athlete has not read. Without any there is no card. */
export function CommentsCard() {
  const { data } = useQuery('unread discussions', read, ['discussion']);
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={t('comments.unreadTitle')}>
      <ul class="list">
        {data.items.map((discussion) => (
          <DiscussionRow key={discussion.id} discussion={discussion} />
        ))}
      </ul>
    </Card>
  );
}

function DiscussionRow({ discussion }: { discussion: Schemas['DiscussionItem'] }) {
  const { sessionId, lastComment, unread } = discussion;
  const zone = useZone();
  return (
    <li>
      <a class="list-link" href={`/sessions/${sessionId}`}>
        <span>
          {lastComment?.text ?? '–'}
          <small class="muted">{lastComment && formatInstant(lastComment.createdAt, zone)}</small>
        </span>
        <b class="chip accent">{t('comments.unread', { count: unread.athlete })}</b>
      </a>
    </li>
  );
}
