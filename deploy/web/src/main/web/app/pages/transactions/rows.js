// @ts-check
/** @import { Transaction } from '../../api/types.js' */

/** @typedef {{ month: string }} Heading */
/** @typedef {Transaction | Heading} Line */

/** @param {Line | undefined} line @returns {line is Heading} */
export const isHeading = (line) => line !== undefined && 'month' in line;

/** With a heading before the first row of each month; only a list by date has months. @param {Transaction[]} rows @param {string} sort @returns {Line[]} */
export function withHeadings(rows, sort) {
  if (sort && sort !== 'date' && sort !== '-date') return rows;
  /** @type {Line[]} */
  const lines = [];
  let month = '';
  for (const row of rows) {
    const own = row.date.slice(0, 7);
    if (own !== month) lines.push({ month: own + '-01' });
    month = own;
    lines.push(row);
  }
  return lines;
}

/** The next row in a direction, past headings; the same index if there is none. @param {Line[]} lines @param {number} from @param {number} step */
export function nextRow(lines, from, step) {
  let at = from + step;
  while (isHeading(lines[at])) at += step;
  return lines[at] === undefined ? Math.max(from, -1) : at;
}

/** The ids of all rows between two of them. @param {Line[]} lines @param {number} a @param {number} b */
export const between = (lines, a, b) =>
  lines.slice(Math.min(a, b), Math.max(a, b) + 1).flatMap((line) => (isHeading(line) ? [] : [line.id]));
