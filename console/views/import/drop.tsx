import { useSignal } from '@preact/signals';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';

/** A place on which a file is dropped, and which opens a choice of files. */
export function Drop({ onFile }: { onFile: (file: File) => void }) {
  const isOver = useSignal(false);
  const take = (files: FileList | null | undefined) => {
    isOver.value = false;
    const [file] = files ?? [];
    if (file) onFile(file);
  };
  return (
    <label
      class={isOver.value ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files);
      }}
    >
      <Icon name="upload" />
      <span>{t('import.drop')}</span>
      <input
        class="hidden"
        type="file"
        accept=".csv,.ndjson,.json,.txt"
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          currentTarget.value = '';
        }}
      />
    </label>
  );
}
