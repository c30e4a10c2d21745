// @ts-check
/** @import { Transaction } from '../../api/types.js' */
/** @import { Field } from './row.js' */
import { h, html, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../../html.js';
import { accounts, categories, categoryName, profile } from '../../names.js';
import { Amount } from '../../parts/amount.js';
import { Empty } from '../../parts/empty.js';
import { isTyping } from '../../parts/shortcuts.js';
import { VirtualList } from '../../parts/virtual-list.js';
import { setParameters } from '../../router.js';
import { useMedia, useSignal } from '../../signal.js';
import { month } from '../../text/dates.js';
import { show } from '../../text/money.js';
import { plural } from '../../text/plural.js';
import { BulkBar } from './bulk-bar.js';
import { TransactionDrawer } from './drawer.js';
import { bulk, edit } from './edits.js';
import { FilterBar } from './filter-bar.js';
import { exportPath, filterBody, queryOf } from './filters.js';
import { useRows } from './list.js';
import { NewTransaction } from './new-transaction.js';
import { Cells } from './row.js';
import { RuleOffer } from './rule-offer.js';
import { between, isHeading, nextRow, withHeadings } from './rows.js';

const PHONE = matchMedia('(max-width: 720px)');

/** @param {{ url: URL }} props */
export function Transactions({ url }) {
  const query = queryOf(url.searchParams);
  const { state, more, reload, find, put } = useRows(query);
  const [active, setActive] = useState(-1);
  const [editing, setEditing] = useState(/** @type {{ id: string, field: Field } | null} */ (null));
  const [selected, setSelected] = useState(/** @type {Set<string>} */ (new Set()));
  const [all, setAll] = useState(false);
  const [offered, setOffered] = useState(/** @type {Transaction | null} */ (null));
  const anchor = useRef(-1);
  const held = useSignal(accounts);
  const named = useSignal(categories);
  const sort = url.searchParams.get('sort') ?? '';
  const opened = url.searchParams.get('open');
  const lines = useMemo(() => withHeadings(state.rows, sort), [state.rows, sort]);
  const store = useMemo(() => ({ find, put, reload, offerRule: setOffered }), [find, put, reload]);
  const open = useCallback((/** @type {string | null} */ id) => setParameters({ open: id }, { replace: id === null }), []);

  useEffect(() => {
    setActive(-1);
    setSelected(new Set());
    setAll(false);
    setEditing(null);
    setOffered(null);
  }, [query]);

  const select = useCallback((/** @type {number} */ index, /** @type {boolean} */ range) => {
    setAll(false);
    setSelected((before) => {
      const after = new Set(before);
      const ids = range && anchor.current >= 0 ? between(lines, anchor.current, index) : between(lines, index, index);
      const add = range || ids.some((id) => !before.has(id));
      for (const id of ids) add ? after.add(id) : after.delete(id);
      return after;
    });
    anchor.current = index;
  }, [lines]);

  const save = useCallback((/** @type {Transaction} */ row, /** @type {Field} */ field, /** @type {any} */ value) => {
    setEditing(null);
    const [name, label] = {
      category: ['categoryId', `${row.description}: ${categoryName(value)}`], note: ['note', `Note of ${row.description}`],
      tags: ['tags', `Tags of ${row.description}`], rename: ['description', `Renamed ${row.description}`], split: ['', ''],
    }[field];
    if (name && /** @type {any} */ (row)[name] !== value) edit(store, row.id, { [name]: value }, label ?? '');
  }, [store]);

  useLayoutEffect(() => {
    const key = (/** @type {KeyboardEvent} */ event) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      const row = lines[active];
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      const field = { c: 'category', n: 'note', t: 'tags', r: 'rename' }[event.key];
      if (step) setActive((at) => nextRow(lines, at, step));
      else if (event.key === 'a') setParameters({ add: 'transaction' });
      else if (event.key === 'Escape' && selected.size > 0) setSelected(new Set());
      else if (!row || isHeading(row)) return;
      else if (field) setEditing({ id: row.id, field: /** @type {Field} */ (field) });
      else if (event.key === 'x' || event.key === 'X') select(active, event.key === 'X');
      else if (event.key === 's') setParameters({ open: row.id, edit: 'split' });
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) open(row.id);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [lines, active, selected, select, open]);

  const phone = useMedia(PHONE);
  const oneAccount = url.searchParams.getAll('accountId').length === 1;
  const drawn = state.loaded && lines.length > 0;
  return html`<div class="list-page">
    <header class="page-head"><h1>Transactions</h1>${h(TotalsStrip, { totals: state.totals, base: useSignal(profile)?.baseCurrency, url })}</header>
    ${h(FilterBar, { url, merchant: (id) => state.rows.find((row) => row.merchantId === id)?.merchant ?? undefined,
      actions: html`<button type="button" onClick=${() => setParameters({ add: 'transaction' })}>Add</button> <a class="export" href=${exportPath(url.searchParams)} download>Export</a>` })}
    ${selected.size > 0 || all ? h(BulkBar, {
      count: selected.size, total: url.searchParams.has('removed') ? null : state.totals?.count ?? null, all, onAll: () => setAll(true),
      onClear: () => { setSelected(new Set()); setAll(false); },
      onSet: (set, addTags, label) => bulk(store, {
        ...(all ? { filter: filterBody(url.searchParams) } : { ids: [...selected] }),
        ...(Object.keys(set).length > 0 ? { set } : {}), ...(addTags.length > 0 ? { addTags } : {}),
      }, label),
    }) : null}
    ${offered && !opened ? h(RuleOffer, { key: offered.id, row: offered, onDone: (changed) => { setOffered(null); if (changed) reload(); } }) : null}
    ${state.problem ? html`<div class="failed" role="alert"><p class="problem">${state.problem}</p><button type="button" onClick=${reload}>Retry</button></div>` : null}
    ${state.loaded && !state.problem && lines.length === 0
      ? h(Empty, { title: query ? 'No transactions match' : 'No transactions yet' }, query
        ? html`<p><a href="/transactions">Show all transactions</a></p>`
        : html`<p><a href="/accounts?link=new">Link a bank</a> or <a href="/imports">import a file</a>.</p>`) : null}
    ${!state.loaded ? html`<div class="list ghost"></div>` : null}
    ${drawn ? h(VirtualList, {
      items: lines, height: phone ? 58 : 44, label: 'Transactions', more: state.next !== null, onEnd: more, active, resetKey: query,
      rowClass: (/** @type {any} */ line) => (isHeading(line) ? 'heading' : selected.has(line.id) || all ? 'selected' : ''),
      row: (/** @type {any} */ line, /** @type {number} */ index) => isHeading(line)
        ? html`<span role="gridcell" class="month">${month(line.month)}</span>`
        : h(Cells, {
          row: line, account: held.get(line.accountId), category: named.get(line.categoryId ?? ''), balance: oneAccount,
          editing: editing?.id === line.id ? editing?.field ?? null : null, selected: selected.has(line.id) || all,
          onOpen: () => { setActive(index); open(line.id); },
          onSelect: (range) => select(index, range),
          onEdit: (field) => { setActive(index); setEditing(field ? { id: line.id, field } : null); },
          onSave: (field, value) => save(line, field, value),
        }),
    }) : null}
    ${url.searchParams.has('add') ? h(NewTransaction, { accountId: url.searchParams.get('accountId'), onClose: () => setParameters({ add: null }), onDone: reload }) : null}
    ${opened ? h(TransactionDrawer, { key: opened, id: opened, row: find(opened), store, splitting: url.searchParams.get('edit') === 'split', onClose: () => setParameters({ open: null, edit: null }) }) : null}
  </div>`;
}

/** Of the filter, not of the rows that are loaded. @param {{ totals: import('../../api/types.js').Totals | null, base: string | undefined, url: URL }} props */
const TotalsStrip = ({ totals, base, url }) => totals && html`<p class="totals" aria-live="polite"><strong>${plural(totals.count, 'transaction')}</strong>
  ${[...totals.sums].sort((a, b) => Number(b.currency === base) - Number(a.currency === base)).map((each) => html`<span key=${each.currency} class="total"><span>in ${h(Amount, { value: each.in, href: directed(url, 'in') })}</span><span>out ${h(Amount, { value: each.out, href: directed(url, 'out') })}</span><span>net ${show(each.net)}</span></span>`)}</p>`;

/** The same rows, of one direction only. @param {URL} url @param {string} direction */
function directed(url, direction) {
  const parameters = new URLSearchParams(url.search);
  parameters.set('direction', direction);
  parameters.delete('open');
  return `/transactions?${parameters}`;
}
