import { useSignal } from '@preact/signals';
import { t } from '../../i18n/language.ts';
import { Page } from '../../ui/page.tsx';
import { Drop } from './drop.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportList } from './import-list.tsx';
import './import.css';

/** Brings the history of another app: a file is dropped, tried, imported and, if need be, undone. */
export function Import() {
  const file = useSignal<File | null>(null);
  return (
    <Page title={t('nav.import')}>
      <p>{t('import.text')}</p>
      <Drop
        onFile={(dropped) => {
          file.value = dropped;
        }}
      />
      {file.value && (
        <ImportForm
          key={`${file.value.name} ${file.value.lastModified}`}
          file={file.value}
          onDone={() => {
            file.value = null;
          }}
        />
      )}
      <ImportList />
    </Page>
  );
}
