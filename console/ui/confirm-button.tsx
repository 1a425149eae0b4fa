import { useSignal } from '@preact/signals';
import { t } from '../i18n/language.ts';
import { Dialog } from './dialog.tsx';

type Props = Readonly<{ label: string; question: string; onConfirm: () => void; class?: string }>;

/** A button for what cannot be undone easily: it asks first. */
export function ConfirmButton({ label, question, onConfirm, class: style = 'button' }: Props) {
  const isAsking = useSignal(false);
  const close = () => {
    isAsking.value = false;
  };
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <button
        type="button"
        class={style}
        onClick={() => {
          isAsking.value = true;
        }}
      >
        {label}
      </button>
      {isAsking.value && (
        <Dialog title={label} onClose={close}>
          <p>{question}</p>
          <div class="actions">
            <button type="button" class="button" onClick={close}>
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
