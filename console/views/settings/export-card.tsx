import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';

const formats = ['irontrack', 'strong', 'hevy'] as const;

/** Takes the whole history out. */
export const ExportCard = () => (
  <Card title={t('export.title')}>
    <p>{t('export.text')}</p>
    <div class="actions">
      {formats.map((format) => (
        <a
          key={format}
          class="button"
          href={`/api/v1/export?format=${format}`}
          download={`irontrack-${format}.${format === 'irontrack' ? 'ndjson' : 'csv'}`}
        >
          {t(`import.format.${format}`)}
        </a>
      ))}
    </div>
  </Card>
);
