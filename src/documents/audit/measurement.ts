import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { MeasurementContent, MeasurementEvent } from '../../events/measurement.ts';
import { contentIn, type MeasurementDocument, measurementFold } from '../measurement.ts';
import type { Around, Audit } from './audit.ts';
import { aboutChange, differencesOf, type Part, quantityText, quoted } from './words.ts';

/** How the history of a measurement of the body is told. */
export const measurementAudit: Audit<MeasurementEvent, MeasurementDocument> = {
  fold: measurementFold,
  sentence,
  differences: (before, after) => differencesOf(kindText(before), parts, before, after),
};

const parts: readonly Part<MeasurementContent>[] = [
  ['', quantityText],
  ['kind', kindText],
  ['day', ({ day }) => day],
  ['time', ({ time }) => time ?? 'unknown'],
  ['notes', ({ notes }) => quoted(notes)],
];

/** What was measured, such as `Body weight`. */
function kindText({ kind }: Pick<MeasurementContent, 'kind'>): string {
  const words = kind.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const dayText = ({ day, time }: MeasurementContent): string => `${day}${time === null ? '' : ` ${time}`}`;

function sentence(event: StreamEvent<MeasurementEvent>, { before, after }: Around<MeasurementDocument>): string {
  switch (event.type) {
    case 'MeasurementRecorded': {
      const content = contentIn(event.data.personal);
      return `${kindText(content)} recorded: ${quantityText(content)} on ${dayText(content)}`;
    }
    case 'MeasurementCorrected': {
      const known = before ?? contentIn(event.data.personal);
      return aboutChange(`${kindText(known)} of ${dayText(known)}`, parts, before, after);
    }
    case 'MeasurementRemoved':
      return before
        ? `${kindText(before)} of ${dayText(before)} removed: ${quantityText(before)}`
        : 'Measurement removed';
    default:
      return assertNever(event);
  }
}
