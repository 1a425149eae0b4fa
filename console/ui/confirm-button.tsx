import { t } from '../i18n/language.ts';
import { Dialog } from './dialog.tsx';
import { useOpen } from './use-open.ts';

type Props = Readonly<{ label: string; question: string; onConfirm: () => void; class?: string }>;

/** A button for what cannot be undone easily: it asks first. */
export function ConfirmButton({ label, question, onConfirm, class: style = 'button' }: Props) {
  const dialog = useOpen();
  const confirm = () => {
    dialog.close();
    onConfirm();
  };
  return (
    <>
      <button type="button" class={style} onClick={dialog.open}>
        {label}
      </button>
      {dialog.isOpen && (
        <Dialog title={label} onClose={dialog.close}>
          <p>{question}</p>
          <div class="actions">
            <button type="button" class="button" onClick={dialog.close}>
              {t('app.cancel')}
            </button>
            <button type="button" class="button danger" onClick={confirm}>
              {label}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
