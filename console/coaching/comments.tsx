import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { Card, Select } from '../ui/field.tsx';
import { textsOf } from '../ui/form-values.ts';
import { Failure } from '../ui/load.tsx';
import type { SubmitEvent } from '../ui/submit-event.ts';
import { TextArea } from '../ui/text-area.tsx';
import { useAction } from '../ui/use-action.ts';
import './coaching.css';
import {
  type Commented,
  type Discussion,
  type DiscussionCommands,
  type Place,
  placeKey,
  type Side,
} from './discussion.ts';
import { placeName, ThreadList } from './thread-list.tsx';

type Props = Readonly<{
  /** Undefined before the first comment. */
  discussion: Discussion | undefined;
  session: Commented;
  side: Side;
  other: string;
  zone: string;
  commands: DiscussionCommands;
}>;

/** A discussion of an athlete and a coach on a training session. To show it marks it as read. */
export function Comments({ discussion, session, side, other, zone, commands }: Props) {
  const { run, error } = useAction();
  const readUpTo = useReadMark(discussion, side, (shown) => void run(() => commands.markRead(shown)));
  return (
    <Card title={t('comments.with', { name: other })}>
      {discussion && (
        <ThreadList
          {...{ discussion, session, side, other, zone, readUpTo }}
          onRemove={(commentId) => void run(() => commands.remove(discussion.id, commentId))}
        />
      )}
      {error !== undefined && <Failure error={error} />}
      <CommentForm session={session} add={commands.add} />
    </Card>
  );
}

/** Marks what is shown as read. Returns the revision up to which this side had read before. */
function useReadMark(discussion: Discussion | undefined, side: Side, mark: (discussion: Discussion) => void): number {
  const before = useRef<number | null>(null);
  if (discussion) before.current ??= discussion.readUpTo[side];
  const unread = discussion?.unread[side] ?? 0;
  useEffect(() => {
    if (discussion && unread > 0) mark(discussion);
  }, [discussion?.revision, unread]);
  return before.current ?? 0;
}

/** Writes a comment on the session, on one of its exercises or on a set. */
function CommentForm({ session, add }: { session: Commented; add: DiscussionCommands['add'] }) {
  const places = placesOf(session);
  const chosen = useSignal(placeKey(everything));
  const { run, isRunning, error } = useAction();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { text = '' } = textsOf(form);
    const place = places.find((each) => placeKey(each) === chosen.value) ?? everything;
    void run(async () => {
      await add({ ...place, text });
      form.reset();
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <Select
        label={t('comments.about')}
        value={chosen.value}
        options={places.map((place) => [placeKey(place), placeName(place, session)] as const)}
        onChange={(key) => {
          chosen.value = key;
        }}
      />
      <TextArea label={t('comments.text')} name="text" maxLength={4_000} required />
      {error !== undefined && <Failure error={error} />}
      <div class="actions">
        <button type="submit" class="button" disabled={isRunning}>
          {t('comments.send')}
        </button>
      </div>
    </form>
  );
}

const everything: Place = { entryId: null, setId: null };

const placesOf = ({ exercises }: Commented): readonly Place[] => [
  everything,
  ...exercises.flatMap(({ id, sets }) => [
    { entryId: id, setId: null },
    ...sets.map((set) => ({ entryId: id, setId: set.id })),
  ]),
];
