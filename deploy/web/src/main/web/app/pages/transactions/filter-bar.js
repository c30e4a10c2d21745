// @ts-check
import { h, html, useEffect, useRef, useState } from '../../html.js';
import { accounts, categories } from '../../names.js';
import { go, setParameters } from '../../router.js';
import { useSignal } from '../../signal.js';
import { parseAmount } from '../../text/money.js';
import { FILTERS, chips, without } from './filters.js';

const PAUSE = 250;
const CHOICES = /** @type {Record<string, [string, string][]>} */ ({
  direction: [['', 'In and out'], ['in', 'In'], ['out', 'Out']],
  pending: [['', 'Any'], ['true', 'Pending'], ['false', 'Posted']],
  transfers: [['', 'Included'], ['exclude', 'Without transfers'], ['only', 'Only transfers']],
  uncategorised: [['', 'Any category'], ['true', 'Without a category']],
  hasNote: [['', 'Any'], ['true', 'With a note'], ['false', 'Without a note']],
  removed: [['', 'Left out'], ['true', 'Only removed']],
  sort: [['', 'Newest first'], ['date', 'Oldest first'], ['-amount', 'Largest amount first'], ['amount', 'Smallest amount first'], ['description', 'By description']],
});

/** The search, the filters and a removable chip for each filter that is set. @param {{ url: URL, merchant: (id: string) => string | undefined, actions: any }} props */
export function FilterBar({ url, merchant, actions }) {
  const held = useSignal(accounts);
  const named = useSignal(categories);
  const search = useRef(/** @type {HTMLInputElement | null} */ (null));
  const timer = useRef(0);
  const [open, setOpen] = useState(false);
  const q = url.searchParams.get('q') ?? '';
  useEffect(() => {
    if (search.current && search.current.value !== q && document.activeElement !== search.current) search.current.value = q;
  }, [q]);
  useEffect(() => {
    if (!url.searchParams.has('focus')) return;
    setParameters({ focus: null }, { replace: true });
    search.current?.focus();
  }, [url]);
  const set = chips(url.searchParams, { account: (id) => held.get(id)?.name, category: (id) => named.get(id)?.name, merchant });
  const type = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setParameters({ q: search.current?.value.trim() || null }, { replace: true }), PAUSE);
  };
  const value = (/** @type {string} */ name) => url.searchParams.get(name) ?? '';
  const change = (/** @type {string} */ name) => (/** @type {Event} */ event) =>
    setParameters({ [name]: /** @type {HTMLInputElement} */ (event.target).value || null });
  const amount = (/** @type {string} */ label, /** @type {string} */ name) => html`<label>${label} <input inputmode="decimal" size="8" value=${value(name)}
    onChange=${(/** @type {Event} */ event) => { const typed = /** @type {HTMLInputElement} */ (event.target).value; setParameters({ [name]: parseAmount(typed) ?? (typed || null) }); }} /></label>`;
  const select = (/** @type {string} */ label, /** @type {string} */ name, /** @type {[string, string][]} */ options) => html`
    <label>${label} <select value=${value(name)} onChange=${change(name)}>
      ${options.map(([id, text]) => html`<option key=${id} value=${id}>${text}</option>`)}</select></label>`;
  const key = (/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && search.current?.blur();
  return html`<div class="filters">
    <div class="filter-row">
      <input ref=${search} type="search" data-search aria-label="Search transactions" placeholder="Search" defaultValue=${q} onInput=${type} onKeyDown=${key} />
      <button type="button" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setOpen(!open)}>Filter</button>
      ${set.map((chip) => html`<button type="button" key=${chip.name + chip.value} class="chip filter" aria-label=${`Remove the filter ${chip.text}`}
        onClick=${() => go(url.pathname + '?' + without(url.searchParams, chip))}>${chip.text} <span aria-hidden="true">×</span></button>`)}
      ${set.length + (q ? 1 : 0) > 1 ? html`<button type="button" class="quiet" onClick=${() => { if (search.current) search.current.value = ''; setParameters(Object.fromEntries(FILTERS.map((name) => [name, null]))); }}>Clear all</button>` : null}
      <span class="row-end">${actions}</span>
    </div>
    ${open ? html`<div class="filter-panel card">
      ${select('Account', 'accountId', [['', 'All'], ...[...held.values()].map((each) => /** @type {[string, string]} */ ([each.id, each.name]))])}
      ${select('Category', 'categoryId', [['', 'All'], ...tree([...named.values()])])}
      <label>From <input type="date" value=${value('from')} onChange=${change('from')} /></label>
      <label>To <input type="date" value=${value('to')} onChange=${change('to')} /></label>
      ${amount('At least', 'minAmount')}
      ${amount('At most', 'maxAmount')}
      <label>Tag <input value=${value('tag')} onChange=${(/** @type {Event} */ event) => setParameters({ tag: /** @type {HTMLInputElement} */ (event.target).value.trim().replace(/^#/, '') || null })} /></label>
      ${select('Direction', 'direction', CHOICES['direction'] ?? [])}
      ${select('State', 'pending', CHOICES['pending'] ?? [])}
      ${select('Transfers', 'transfers', CHOICES['transfers'] ?? [])}
      ${select('Categorised', 'uncategorised', CHOICES['uncategorised'] ?? [])}
      ${select('Notes', 'hasNote', CHOICES['hasNote'] ?? [])}
      ${select('Removed', 'removed', CHOICES['removed'] ?? [])}
      ${select('Order', 'sort', CHOICES['sort'] ?? [])}
    </div>` : null}
  </div>`;
}

/** Categories below their parents. @param {import('../../api/types.js').Category[]} all @returns {[string, string][]} */
function tree(all) {
  const shown = all.filter((each) => !each.archived && !each.mergedInto).sort((a, b) => a.name.localeCompare(b.name));
  const ids = new Set(shown.map((each) => each.id));
  return shown.filter((each) => !each.parentId || !ids.has(each.parentId)).flatMap((top) => [
    /** @type {[string, string]} */ ([top.id, top.name]),
    ...shown.filter((each) => each.parentId === top.id).map((each) => /** @type {[string, string]} */ ([each.id, `– ${each.name}`])),
  ]);
}
