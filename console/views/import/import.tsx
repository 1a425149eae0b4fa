import { useSignal } from '@preact/signals';
import { t } from '../../i18n/language.ts';
import { Page } from '../../ui/page.tsx';
import { Drop } from './drop.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportList } from './import-list.tsx';
import { guessFormat } from './send-file.ts';
import type { Chosen } from './use-import.ts';
import './import.css';

/** Brings the history of another app: a file is dropped, tried, imported and, if need be, undone. */
export function Import() {
  const chosen = useSignal<Chosen | null>(null);
  const choose = async (file: File) => {
    chosen.value = { file, format: await guessFormat(file) };
  };
  return (
    <Page title={t('nav.import')}>
      <p>{t('import.text')}</p>
      <Drop onFile={(file) => void choose(file)} />
      {chosen.value && (
        <ImportForm key={`${chosen.value.file.name} ${chosen.value.file.lastModified}`} chosen={chosen.value} />
      )}
      <ImportList />
    </Page>
  );
}
