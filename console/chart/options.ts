import uPlot from 'uplot';
import { formatDayOfMonth, formatNumber } from '../i18n/format.ts';

export type Shape = 'line' | 'bars';
const height = 220;
/** How much is shown around a single value. */
const weekSeconds = 604_800;

/** The colours of the style sheet as the browser draws them: a canvas does not know custom properties. */
function coloursOf(element: HTMLElement) {
  const { color, borderColor, outlineColor } = getComputedStyle(element);
  return { accent: color, line: borderColor, muted: outlineColor };
}

export function optionsOf(element: HTMLElement, shape: Shape, unit: string): uPlot.Options {
  const { accent, line, muted } = coloursOf(element);
  const axis = { stroke: muted, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '12px system-ui' };
  const bars = uPlot.paths.bars?.({ size: [0.7, 28], radius: 0.2 });
  // A bar is drawn around its week, so the first and the last one need half a week of room.
  const edge = shape === 'bars' ? weekSeconds / 2 : 0;
  return {
    width: element.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'UTC'),
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: {
      x: {
        time: true,
        range: (_, from, to) => (to > from ? [from - edge, to + edge] : [from - weekSeconds, to + weekSeconds]),
      },
      y: shape === 'bars' ? { range: (_, __, max) => [0, max * 1.1 || 1] } : {},
    },
    axes: [
      {
        ...axis,
        size: 32,
        grid: { show: false },
        values: (_, splits) => splits.map((each) => formatDayOfMonth(each * 1_000)),
      },
      { ...axis, size: 56, values: (_, splits) => splits.map((each) => formatNumber(each)) },
    ],
    series: [
      {},
      shape === 'bars'
        ? { label: unit, fill: accent, stroke: accent, width: 0, points: { show: false }, ...(bars && { paths: bars }) }
        : { label: unit, stroke: accent, width: 2, points: { show: true, size: 6, fill: accent } },
    ],
  };
}
