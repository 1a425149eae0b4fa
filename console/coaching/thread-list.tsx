import { formatInstant } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import {
  type Comment,
  type Commented,
  type Discussion,
  type Place,
  placeKey,
  type Side,
  threadsOf,
} from './discussion.ts';

type Props = Readonly<{
  discussion: Discussion;
  session: Commented;
  side: Side;
  /** The name of the other side. */
  other: string;
  zone: string;
  /** The revision up to which this side had read when the page was opened. */
  readUpTo: number;
  onRemove: (commentId: string) => void;
}>;

/** The comments, grouped by what they are about. Marks the comments that this side had not read. */
export const ThreadList = ({ discussion, session, ...rest }: Props) => (
  <>
    {threadsOf(discussion.comments).map((comments) => (
      <section key={placeKey(comments[0] ?? nowhere)} class="thread">
        <h3>{placeName(comments[0] ?? nowhere, session)}</h3>
        <ol>
          {comments.map((comment) => (
            <CommentRow key={comment.id} comment={comment} {...rest} />
          ))}
        </ol>
      </section>
    ))}
  </>
);

const nowhere: Place = { entryId: null, setId: null };

/** What a comment is about, in words. The exercise or the set may have been removed. */
export function placeName({ entryId, setId }: Place, { exercises }: Commented): string {
  if (entryId === null) return t('comments.session');
  const entry = exercises.find(({ id }) => id === entryId);
  if (!entry) return t('comments.removed');
  if (setId === null) return entry.name;
  const number = entry.sets.findIndex(({ id }) => id === setId) + 1;
  return number === 0 ? entry.name : t('set.title', { number, name: entry.name });
}

type RowProps = Omit<Props, 'discussion' | 'session'> & Readonly<{ comment: Comment }>;

function CommentRow({ comment, side, other, zone, readUpTo, onRemove }: RowProps) {
  const { id, by, text, addedIn } = comment;
  const isOwn = by === side;
  const isNew = !isOwn && addedIn > readUpTo;
  return (
    <li class={isOwn ? 'comment own' : 'comment'}>
      <CommentHead comment={comment} name={isOwn ? t('event.by.you') : other} zone={zone} isNew={isNew} />
      <p class="text">{text}</p>
      {isOwn && (
        <ConfirmButton
          class="button plain"
          label={t('comments.remove')}
          question={t('comments.removeQuestion')}
          onConfirm={() => onRemove(id)}
        />
      )}
    </li>
  );
}

type HeadProps = Readonly<{ comment: Comment; name: string; zone: string; isNew: boolean }>;

const CommentHead = ({ comment: { createdAt, editedAt }, name, zone, isNew }: HeadProps) => (
  <p class="facts">
    <b>{name}</b>
    <time dateTime={createdAt}>{formatInstant(createdAt, zone)}</time>
    {editedAt && <span>{t('comments.edited')}</span>}
    {isNew && <b class="chip accent">{t('comments.new')}</b>}
  </p>
);
