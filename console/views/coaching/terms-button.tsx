import { useZone } from '../../api/profile.ts';
import { ExpiryField, expiryIn, ScopeField, scopeIn } from '../../coaching/terms.tsx';
import { t } from '../../i18n/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import { useOpen } from '../../ui/use-open.ts';
import type { Coaching, Terms } from './use-coachings.ts';

type Props = Readonly<{
  label: string;
  style?: 'primary';
  coaching: Coaching;
  save: (terms: Terms) => Promise<unknown>;
}>;

/** Asks the athlete what the coach may read and until when, and then accepts or changes it. */
export function TermsButton({ label, style, coaching, save }: Props) {
  const dialog = useOpen();
  const zone = useZone();
  const { run, isRunning, error } = useAction();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const texts = textsOf(event.currentTarget);
    void run(() => save({ scope: scopeIn(texts), expiresAt: expiryIn(texts, zone) })).then(
      (isDone) => isDone && dialog.close(),
    );
  };
  return (
    <>
      <button type="button" class={style ? `button ${style}` : 'button'} onClick={dialog.open}>
        {label}
      </button>
      {dialog.isOpen && (
        <Dialog title={label} onClose={dialog.close}>
          <form class="form" onSubmit={submit}>
            <ScopeField scope={coaching.scope} />
            <ExpiryField expiresAt={coaching.expiresAt} />
            {error !== undefined && <Failure error={error} />}
            <div class="actions">
              <button type="submit" class="button primary" disabled={isRunning}>
                {t('app.save')}
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
