// @ts-check
import uPlot from 'uplot';
import { html, useEffect, useRef } from '../html.js';
import { fullDay } from '../text/dates.js';
import { show } from '../text/money.js';

const HEIGHT = 240;
const axisDays = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const axisMonths = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit', timeZone: 'UTC' });
/** @param {string} name a colour of the style sheet */
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @typedef {{ name: string, values: (string | null)[], color: string, fill?: boolean, dash?: boolean }} Line */

/**
 * Lines over days, also as a table. The chart draws floats; the texts show the decimal strings.
 * @param {{ title: string, dates: string[], currency: string, lines: Line[] }} props
 */
export function TimeChart({ title, dates, lines, currency }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const tip = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  useEffect(() => {
    const element = box.current;
    if (!element || dates.length === 0) return undefined;
    const draw = () => new uPlot(options(element), data(), element);
    const data = () => /** @type {any} */ ([
      dates.map((date) => Date.parse(date) / 1e3),
      ...lines.map((line) => line.values.map((value) => (value === null ? null : Number(value)))),
    ]);
    /** @param {HTMLElement} within @returns {any} */
    const options = (within) => {
      const axis = { stroke: color('--soft'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
      const long = Date.parse(dates.at(-1) ?? '') - Date.parse(dates[0] ?? '') > 200 * 864e5;
      return {
        width: within.clientWidth, height: HEIGHT, legend: { show: false }, padding: [10, 8, 0, 0],
        cursor: { points: { size: 7 }, drag: { x: false, y: false } },
        tzDate: (/** @type {number} */ ts) => uPlot.tzDate(new Date(ts * 1e3), 'Etc/UTC'),
        axes: [
          { ...axis, grid: { show: false }, space: 76, size: 28,
            values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((s) => (long ? axisMonths : axisDays).format(s * 1e3)) },
          { ...axis, size: 62,
            values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((v) => show({ amount: String(v), currency }, { compact: true })) },
        ],
        scales: { x: { time: true } },
        series: [{}, ...lines.map((line) => ({
          label: line.name, stroke: color(line.color), width: 2, points: { show: dates.length < 3 },
          ...(line.fill ? { fill: color(line.color) + '22' } : {}), ...(line.dash ? { dash: [5, 4] } : {}),
        }))],
        hooks: { setCursor: [(/** @type {any} */ u) => {
          const i = u.cursor.idx;
          const date = dates[i ?? -1];
          if (!tip.current) return;
          tip.current.textContent = !date ? '' : `${fullDay(date)}: ` + lines
            .flatMap((line) => (line.values[i] == null ? [] : [`${line.name} ${show({ amount: String(line.values[i]), currency })}`])).join(' · ');
        }] },
      };
    };
    let chart = draw();
    const redraw = () => {
      chart.destroy();
      chart = draw();
    };
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    const sized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    sized.observe(element);
    return () => {
      dark.removeEventListener('change', redraw);
      sized.disconnect();
      chart.destroy();
    };
  }, [dates, lines, currency]);
  const step = Math.max(1, Math.ceil(dates.length / 14));
  const rows = dates.map((date, i) => ({ date, i })).filter(({ i }) => (dates.length - 1 - i) % step === 0);
  return html`<figure class="chart">
    <div ref=${box} class="plot" role="img" aria-label=${title}></div>
    <p class="tip" ref=${tip} aria-hidden="true"></p>
    <details><summary>As a table</summary><div class="scroll" tabindex="0" role="region" aria-label=${title}><table class="rows">
      <thead><tr><th scope="col">Date</th>${lines.map((line) => html`<th scope="col" class="end">${line.name}</th>`)}</tr></thead>
      <tbody>${rows.map(({ date, i }) => html`<tr key=${date}><th scope="row">${fullDay(date)}</th>
        ${lines.map((line) => html`<td class="end money">${line.values[i] == null ? '–' : show({ amount: String(line.values[i]), currency })}</td>`)}</tr>`)}</tbody>
    </table></div></details></figure>`;
}
