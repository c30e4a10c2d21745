// @ts-check
import { h, html, useEffect, useState } from '../../html.js';
import { accounts } from '../../names.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { Choice } from '../../parts/field.js';
import { More, usePages } from '../../parts/pages.js';
import { useRead } from '../../parts/read.js';
import { go } from '../../router.js';
import { useSignal } from '../../signal.js';
import { day } from '../../text/dates.js';
import { number, show } from '../../text/money.js';
import { plural } from '../../text/plural.js';
import { words, yesNo } from '../../text/terms.js';
import { columnOptions } from './columns.js';
import { decisionName, originName, readingText, reasonText, settingName, settingValue, stateName } from './names.js';

/** How often an import that is being read or committed is asked for again. */
const POLL = 1_000;
const STATUSES = [
  { id: 'new', name: 'New', field: 'new' }, { id: 'looks-like', name: 'Looks like another', field: 'looksLike' }, { id: 'known', name: 'Known', field: 'known' },
  { id: 'undecided', name: 'Undecided', field: 'undecided' }, { id: 'removed-before', name: 'Removed before', field: 'removedBefore' },
  { id: 'unreadable', name: 'Unreadable', field: 'unreadable' }, { id: 'not-a-transaction', name: 'No transaction', field: 'notATransaction' },
];
/** The settings with several readings between which a person can choose. */
const SETTABLE = new Set(['encoding', 'delimiter', 'dateOrder', 'year', 'decimalSign', 'negate']);

/** @param {{ key: string, id: string }} props */
export function Preview({ id }) {
  const state = useRead(`/api/imports/${id}`);
  const [last, setLast] = useState(/** @type {any} */ (null));
  const [status, setStatus] = useState('');
  const file = state.data ?? last;
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!state.data) return undefined;
    setLast(state.data);
    setRound((n) => n + 1);
    if (state.data.state !== 'reading' && state.data.state !== 'committing') return undefined;
    const timer = setTimeout(state.again, POLL);
    return () => clearTimeout(timer);
  }, [state.data]);
  const first = useRead(file && file.format === 'csv' && file.state === 'preview' ? `/api/imports/${id}/rows?limit=1` : null);
  if (!file) return state.problem ? html`<p class="problem" role="alert">${state.problem.message}</p>` : html`<div class="ghost"></div>`;
  const path = `/api/imports/${id}`;
  const patch = (/** @type {Record<string, unknown>} */ body, /** @type {string} */ label) =>
    command('transactions', label, 'PATCH', path, { version: file.version, body }, state.again);
  const commit = () => command('transactions', `Importing ${file.fileName}`, 'POST', `${path}/commit`, { version: file.version }, state.again);
  const cancel = () => command('transactions', `Cancelled ${file.fileName}`, 'DELETE', path, { version: file.version }, () => go('/imports'));
  const open = file.state === 'preview';
  const sample = first.data?.items[0]?.raw ?? null;
  const needed = isNeeded(file);
  return html`
    <header class="page-head"><h1>${file.fileName}</h1><span class="badge">${stateName(file)}</span>
      ${open ? html`<span class="actions"><button type="button" class="primary" disabled=${needed || file.counts.new === 0} onClick=${commit}>Import ${plural(file.counts.new, 'row')}</button>
        <button type="button" onClick=${cancel}>Cancel</button></span>` : null}</header>
    ${file.failure ? html`<p class="problem" role="alert">${file.failure}</p>` : null}
    ${file.state === 'reading' || file.state === 'committing' ? html`<p role="status">The file is ${stateName(file)}: ${file.progress.done} of ${file.progress.total}
      <progress max=${file.progress.total || 1} value=${file.progress.done} aria-label="Progress"></progress></p>` : null}
    ${file.result ? html`<p class="offer">${file.changeId ? html`<a href=${`/changes?area=transactions&open=${file.changeId}`}>${plural(file.result.added, 'transaction')}</a>` : plural(file.result.added, 'transaction')} added, ${file.result.known} known before, ${file.result.linked} linked, ${file.result.skipped} left out, ${file.result.unreadable} unreadable.</p>` : null}
    ${needed && open ? html`<p class="strip trouble" role="alert">Something has to be chosen below before the file can be imported.</p>` : null}
    <div class="grid">
      ${h(Accounts, { file, open, patch })}
      ${h(Settings, { file, open, sample, patch })}
      ${h(Rows, { key: `${status}-${round}`, file, open, status, onStatus: setStatus, patch })}
    </div>`;
}

/** Whether a choice is missing without which no row can be read. @param {any} file */
const isNeeded = (file) => [...file.accounts, ...file.settings].some((each) => each.origin === 'needed');

/** @typedef {(body: Record<string, unknown>, label: string) => Promise<any>} Patch */

/** @param {{ file: any, open: boolean, patch: Patch }} props */
function Accounts({ file, open, patch }) {
  const held = [...useSignal(accounts).values()];
  const choose = (/** @type {string} */ name, /** @type {string} */ value) =>
    patch({ accounts: [{ name, accountId: value && value !== 'skip' ? value : null, skip: value === 'skip' }] }, 'Account chosen');
  return h(Card, { title: 'Accounts of the file' }, html`<div class="fields">${file.accounts.map((/** @type {any} */ each) => html`<div key=${each.name}>
    ${open
      ? h(Choice, { label: each.name || 'All rows', value: each.origin === 'skipped' ? 'skip' : each.accountId ?? '', onChange: (value) => choose(each.name, value),
        options: [{ id: '', name: 'choose an account' }, { id: 'skip', name: 'leave its rows out' }, ...held.map(({ id, name }) => ({ id, name }))] })
      : html`<p>${each.name || 'All rows'}: ${held.find((of) => of.id === each.accountId)?.name ?? 'left out'}</p>`}
    ${each.balance ? html`<p class="soft">Closing balance ${show(each.balance)}${each.balanceDate ? ` on ${day(each.balanceDate)}` : ''}</p>` : null}</div>`)}</div>`);
}

/** @param {{ file: any, open: boolean, sample: string[] | null, patch: Patch }} props */
function Settings({ file, open, sample, patch }) {
  const set = (/** @type {string} */ name, /** @type {string} */ value) =>
    patch({ [name]: name === 'negate' ? value === 'true' : name === 'year' ? Number(value) : value }, `${settingName(name)} chosen`);
  const column = (/** @type {any} */ each) => h(Choice, { label: '', hidden: settingName(each.name), value: '', options: columnOptions(sample ?? [], each),
    onChange: (/** @type {string} */ number) => patch({ columns: { [each.name.replace('column.', '')]: number === 'detect' ? null : Number(number) } }, `${settingName(each.name)} chosen`) });
  return h(Card, { title: 'How it is read', wide: true }, html`<dl class="why">${file.settings.map((/** @type {any} */ each) => html`<div key=${each.name} class=${each.origin === 'needed' ? 'needed' : ''}>
      <dt>${settingName(each.name)}</dt>
      <dd>${open && sample && each.name.startsWith('column.') ? column(each) : each.name === 'currency' && open && each.origin === 'needed'
        ? h(Choice, { label: '', hidden: 'Currency', value: '', options: [{ id: '', name: 'choose' }, ...Intl.supportedValuesOf('currency').map((id) => ({ id, name: id }))], onChange: (/** @type {string} */ currency) => patch({ currency: currency || null }, 'Currency chosen') })
        : each.readings.length > 1 && open && SETTABLE.has(each.name)
        ? html`<span class="readings">${each.readings.map((/** @type {any} */ reading) => html`<label key=${reading.value} class="check"><input type="radio" name=${each.name} checked=${reading.value === each.value && each.origin !== 'needed'} onChange=${() => set(each.name, reading.value)} />
            <span>${each.name === 'negate' ? yesNo(reading.value === 'true') : settingValue(each.name, reading.value)} <small class="soft">${readingText(reading)}</small></span></label>`)}</span>`
        : each.name === 'negate' ? yesNo(each.value === 'true') : settingValue(each.name, each.value)} ${each.origin === 'detected' ? null : html`<span class="badge">${originName(each.origin)}</span>`}</dd></div>`)}</dl>
    ${file.messages.length > 0 ? html`<ul class="soft">${file.messages.map((/** @type {any} */ each, /** @type {number} */ i) => html`<li key=${i}>${each.line > 0 ? `Line ${each.line}: ` : ''}${each.text}</li>`)}</ul>` : null}`);
}

/** @param {{ key: string, file: any, open: boolean, status: string, onStatus: (status: string) => void, patch: Patch }} props */
function Rows({ file, open, status, onStatus, patch }) {
  const needed = isNeeded(file);
  const pages = usePages(`/api/imports/${file.id}/rows?limit=100${status ? `&status=${status}` : ''}`);
  const decide = (/** @type {number} */ row, /** @type {string} */ decision) => patch({ decisions: [{ row, decision }] }, `Row ${row}: ${decisionName(decision)}`);
  const filters = html`<span class="spans" role="group" aria-label="Rows">${[{ id: '', name: 'All', field: 'records' }, ...STATUSES].filter((each) => file.counts[each.field] > 0).map((each) => html`
    <button type="button" key=${each.id} aria-pressed=${each.id === status ? 'true' : 'false'} onClick=${() => onStatus(each.id)}>${each.name} ${file.counts[each.field]}</button>`)}</span>`;
  return h(Card, { title: 'Rows', full: true, state: pages, height: 300, action: filters }, (pages.data ?? []).length === 0
    ? h(Empty, { title: 'No rows' })
    : html`<div class="scroll whole" tabindex="0" role="region" aria-label="Rows of the file"><table class="rows import-rows"><thead><tr><th scope="col" class="hide-s">Line</th><th scope="col">Date</th><th scope="col">Text</th><th scope="col" class="end">Amount</th><th scope="col">Status</th><th scope="col"><span class="visually-hidden">Decision</span></th></tr></thead>
      <tbody>${(pages.data ?? []).map((row) => html`<tr key=${row.row}><td class="hide-s">${row.line}</td><td class="date">${row.values ? day(row.values.date) : ''}</td>
        <td class="text-cell">${row.values ? row.values.text : row.raw.join(' | ')}${row.reason ? html`<br /><small class="soft">${reasonText(row.reason)}</small>` : null}</td>
        <td class="end money">${row.values ? (row.values.currency ? show({ amount: row.values.amount, currency: row.values.currency }) : number(row.values.amount)) : ''}</td>
        <td class="status"><span class="badge">${words(row.status)}</span>${row.decision ? html` <span class="badge">${decisionName(row.decision)}</span>` : null}</td>
        <td class="end actions-cell">${open && (row.status === 'looks-like' || (row.status === 'undecided' && !needed)) && row.values
          ? html`<button type="button" aria-label=${`Row ${row.row} is the same`} onClick=${() => decide(row.row, 'same')}>Same</button> <button type="button" aria-label=${`Row ${row.row} is new`} onClick=${() => decide(row.row, 'new')}>New</button>`
          : open && row.status === 'new' ? html`<button type="button" class="quiet" aria-label=${`Leave row ${row.row} out`} onClick=${() => decide(row.row, 'skip')}>Leave out</button>` : null}</td></tr>`)}</tbody></table></div>
      ${h(More, { pages })}`);
}
