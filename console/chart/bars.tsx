import { formatNumber } from '../i18n/format.ts';
import './chart.css';

type Bar = Readonly<{ id: string | number; name: string; value: number }>;

/** Values by name, each with a bar whose length compares it with the largest one. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const max = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul class="bars">
      {bars.map(({ id, name, value }) => (
        <li key={id}>
          <span>{name}</span>
          <meter min={0} max={max} value={value} aria-label={name}>
            {value}
          </meter>
          <b class="number">{formatNumber(value, 1)}</b>
        </li>
      ))}
    </ul>
  );
}
