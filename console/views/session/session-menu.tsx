import { t } from '../../i18n/language.ts';
import type { Session } from '../../session/apply-command.ts';
import type { SessionCommands } from '../../session/commands.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Icon } from '../../ui/icon.tsx';
import { firstDay, fromLocal, toLocal } from '../../ui/local-time.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { useOpen } from '../../ui/use-open.ts';

type Props = Readonly<{ session: Session; commands: SessionCommands }>;

/** Changes the name, the times and the notes of a session, aborts or deletes it. */
export function SessionMenu({ session, commands }: Props) {
  const dialog = useOpen();
  return (
    <>
      <button type="button" class="icon-button" aria-label={t('session.edit')} onClick={dialog.open}>
        <Icon name="edit" />
      </button>
      {dialog.isOpen && (
        <Dialog title={t('session.edit')} onClose={dialog.close}>
          <SessionForm session={session} commands={commands} onClose={dialog.close} />
        </Dialog>
      )}
    </>
  );
}

function SessionForm({ session, commands, onClose }: Props & Readonly<{ onClose: () => void }>) {
  const { startedAt, endedAt, timezone } = session;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void commands.edit(changesOf(session, textsOf(event.currentTarget))).then(onClose);
  };
  return (
    <form class="form" onSubmit={save}>
      <Field label={t('session.name')} name="name" value={session.name ?? ''} maxLength={100} />
      <Field
        label={t('session.startedAt')}
        type="datetime-local"
        name="startedAt"
        min={`${firstDay}T00:00`}
        value={toLocal(startedAt, timezone)}
      />
      {endedAt && (
        <Field
          label={t('session.endedAt')}
          type="datetime-local"
          name="endedAt"
          min={`${firstDay}T00:00`}
          value={toLocal(endedAt, timezone)}
        />
      )}
      <TextArea label={t('app.notes')} name="notes" value={session.notes ?? ''} maxLength={10_000} />
      <div class="actions">
        <ConfirmButton
          class="button danger"
          label={t('session.delete')}
          question={t('session.deleteQuestion')}
          onConfirm={() => void commands.remove()}
        />
        {session.status === 'in_progress' && (
          <button type="button" class="button" onClick={() => void commands.abort().then(onClose)}>
            {t('session.abort')}
          </button>
        )}
        <button type="submit" class="button primary">
          {t('app.save')}
        </button>
      </div>
    </form>
  );
}

type Texts = Readonly<Record<string, string | undefined>>;

/** What the form changes. Times that show the same minute keep their seconds. */
function changesOf({ startedAt, endedAt, timezone }: Session, texts: Texts) {
  const changed = (name: 'startedAt' | 'endedAt', before: string | null) => {
    const after = texts[name];
    return after && before && after !== toLocal(before, timezone) ? { [name]: fromLocal(after, timezone) } : {};
  };
  return {
    ...{ name: texts.name || null, notes: texts.notes || null },
    ...changed('startedAt', startedAt),
    ...changed('endedAt', endedAt),
  };
}
