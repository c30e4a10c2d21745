// @ts-check
/** @import { Transaction } from '../api/types.js' */
/** @import { ChangeEvent } from './change-events.js' */
/** @import { Area } from './command.js' */
import { get } from '../api/call.js';
import { h, html, useEffect, useState } from '../html.js';
import { categoryName } from '../names.js';
import { eventName } from '../pages/transactions/history-names.js';
import { day } from '../text/dates.js';
import { count } from '../text/plural.js';
import { Amount } from './amount.js';
import { byType, resourceHref, resourceName } from './change-events.js';
import { Empty } from './empty.js';
import { More, usePages } from './pages.js';

const PART = 25;

/** All that a change did: each transaction as it is now, and other things by their names. @param {{ key?: string, area: Area, id: string }} props */
export function ChangeRows({ area, id }) {
  const pages = usePages(`/api/changes/${area}/${id}/events?limit=${PART}`);
  const events = /** @type {ChangeEvent[]} */ (pages.data ?? []);
  const rows = useTransactions(events.filter((event) => event.resourceType === 'transaction').map((event) => event.resource));
  if (pages.problem) return html`<div class="failed" role="alert"><p class="problem">${pages.problem.message}</p><button type="button" onClick=${pages.again}>Retry</button></div>`;
  if (!pages.data) return html`<div class="ghost"></div>`;
  if (events.length === 0) return h(Empty, { title: 'Nothing' });
  return html`${byType(events).map((group) => html`<section key=${group.type}><h3>${eventName(group.type)} <small class="soft">${count(group.events.length)}${pages.next ? ' so far' : ''}</small></h3>
    <ul class="plain">${group.events.map((event) => h(Line, { key: event.id, event, row: rows.get(event.resource) }))}</ul></section>`)}
    ${h(More, { pages })}`;
}

/** @param {{ key: string, event: ChangeEvent, row: Transaction | undefined }} props */
function Line({ event, row }) {
  const href = resourceHref(event);
  const name = row?.description ?? resourceName(event);
  return html`<li>${row ? html`<span class="soft date">${day(row.date)}</span>` : null}
    ${href ? html`<a class="text" href=${href}>${name}${row ? html` <small class="soft">${categoryName(row.categoryId)}${row.categorySource === 'user' ? ', set by you' : ''}</small>` : null}</a>` : html`<span class="text">${name}</span>`}
    ${row?.removedBy ? html`<span class="badge">removed</span>` : null}${row && href ? h(Amount, { value: row.amount, tone: true, href }) : null}</li>`;
}

/** Transactions by id, as they are now. @param {string[]} ids @returns {Map<string, Transaction>} */
function useTransactions(ids) {
  const [known, setKnown] = useState(/** @type {Map<string, Transaction>} */ (new Map()));
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  useEffect(() => {
    if (missing.length === 0) return undefined;
    const abort = new AbortController();
    Promise.all(missing.map((id) => get(`/api/transactions/${id}`, abort.signal).catch(() => null))).then((rows) => {
      if (!abort.signal.aborted) setKnown((before) => new Map([...before, ...rows.flatMap((row) => (row ? [/** @type {[string, Transaction]} */ ([row.id, row])] : []))]));
    });
    return () => abort.abort();
  }, [missing.join()]);
  return known;
}
