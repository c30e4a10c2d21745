// @ts-check
/** Calendar dates stay calendar dates: no time zone shifts them. */

const UTC = { timeZone: 'UTC' };
const days = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', ...UTC });
const daysOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', ...UTC });
const fullDays = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', ...UTC });
const months = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', ...UTC });
const shortMonths = new Intl.DateTimeFormat(undefined, { month: 'short', ...UTC });
const weekdays = new Intl.DateTimeFormat(undefined, { weekday: 'short', ...UTC });
const instants = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const secondsOf = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'second' });
const minutesOf = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'minute' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** Whether a text is a calendar date, as the address may hold any text. @param {string} date */
export const isDate = (date) => /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date + 'T00:00:00Z'));

/** @param {string} date */
const at = (date) => new Date(date + 'T00:00:00Z');

/** Without the year if it is this one. @param {string} date @param {string} [today] */
export const day = (date, today = iso(new Date())) =>
  (date.slice(0, 4) === today.slice(0, 4) ? days : daysOfYear).format(at(date));
/** @param {string} date */
export const fullDay = (date) => fullDays.format(at(date));
/** @param {string} date */
export const month = (date) => months.format(at(date));
/** @param {string} date */
export const shortMonth = (date) => shortMonths.format(at(date));
/** @param {string} date */
export const weekday = (date) => weekdays.format(at(date));
/** @param {string} instant */
export const moment = (instant) => instants.format(new Date(instant));

/** The calendar date here. @param {Date} date */
export function iso(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {string} date @param {number} count */
export function plusDays(date, count) {
  const moved = at(date);
  moved.setUTCDate(moved.getUTCDate() + count);
  return moved.toISOString().slice(0, 10);
}

/** The same day of an earlier or later month, or that month's last day. @param {string} date @param {number} count */
export function plusMonths(date, count) {
  const [year, ofYear, dayOf] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year ?? 0, (ofYear ?? 1) - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(dayOf ?? 1, last));
  return first.toISOString().slice(0, 10);
}

/** A clock that is ahead makes no past moment a future one. @param {string} instant @param {number} [now] */
export function ago(instant, now = Date.now()) {
  const minutes = Math.max(0, Math.round((now - Date.parse(instant)) / 60_000));
  if (minutes < 60) return relative.format(-minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? relative.format(-hours, 'hour') : relative.format(-Math.round(hours / 24), 'day');
}

/** @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000);

/** A length of time, such as `3 sec` or `2 min`. @param {string} from @param {string} to instants */
export function duration(from, to) {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  return seconds < 90 ? secondsOf.format(seconds) : minutesOf.format(Math.round(seconds / 60));
}
