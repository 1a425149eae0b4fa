import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCalendarDay, formatNumber } from '../i18n/format.ts';
import { languageCode, t } from '../i18n/language.ts';
import { theme } from '../theme/theme.ts';
import './chart.css';
import { optionsOf, type Shape } from './options.ts';

export type Point = Readonly<{ day: string; value: number }>;
type Props = Readonly<{ title: string; unit: string; shape: Shape; points: readonly Point[] }>;

const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1_000;

/** A chart of values over days, and the same as a table for everyone who cannot see it. */
export function Chart({ title, unit, shape, points }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const colours = `${theme.value} ${languageCode()}`;
  useEffect(() => {
    const element = place.current;
    if (!element || points.length === 0) return;
    const data: uPlot.AlignedData = [points.map(({ day }) => secondsOf(day)), points.map(({ value }) => value)];
    const draw = () => new uPlot(optionsOf(element, shape, unit), data, element);
    let plot = draw();
    const redraw = () => {
      plot.destroy();
      plot = draw();
    };
    const width = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: plot.height }));
    width.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    return () => {
      dark.removeEventListener('change', redraw);
      width.disconnect();
      plot.destroy();
    };
  }, [points, shape, unit, colours]);
  if (points.length === 0) return <p class="empty">{t('chart.empty')}</p>;
  return (
    <figure class="chart">
      <figcaption>
        {title} <span class="muted">({unit})</span>
      </figcaption>
      <div ref={place} class="plot" aria-hidden="true" />
      <details>
        <summary>{t('chart.table')}</summary>
        <Values {...{ title, unit, points }} />
      </details>
    </figure>
  );
}

const Values = ({ title, unit, points }: Omit<Props, 'shape'>) => (
  <table>
    <thead>
      <tr>
        <th scope="col">{t('chart.day')}</th>
        <th scope="col" class="number">
          {title} ({unit})
        </th>
      </tr>
    </thead>
    <tbody>
      {points.toReversed().map(({ day, value }, at) => (
        <tr key={`${day} ${at}`}>
          <td>
            {formatCalendarDay(day)} {day.slice(0, 4)}
          </td>
          <td class="number">{formatNumber(value)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
