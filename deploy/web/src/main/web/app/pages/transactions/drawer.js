// @ts-check
/** @import { ExplanationStep, FieldExplanation, HistoryEntry, Transaction } from '../../api/types.js' */
/** @import { Store } from './edits.js' */
import { get, send } from '../../api/call.js';
import { h, html, useCallback, useEffect, useState } from '../../html.js';
import { accounts, categoryName } from '../../names.js';
import { Amount } from '../../parts/amount.js';
import { CategoryPicker } from '../../parts/category-picker.js';
import { Dialog } from '../../parts/dialog.js';
import { toast } from '../../parts/toast.js';
import { fullDay, moment } from '../../text/dates.js';
import { show } from '../../text/money.js';
import { edit, seen, undo } from './edits.js';
import { actorName, eventName, fieldName, sourceName } from './history-names.js';
import { Marks, edited } from './row.js';
import { RuleOffer } from './rule-offer.js';
import { SplitEditor } from './split-editor.js';
import { TransferPair } from './transfer-pair.js';
import { shownValue } from './values.js';

/**
 * All about one transaction: its fields, why each has its value, and its history with undo.
 * @param {{ id: string, row: Transaction | undefined, store: Store, splitting: boolean, onClose: () => void, key?: string }} props
 */
export function TransactionDrawer({ id, row: listed, store, splitting, onClose }) {
  const [row, setRow] = useState(listed);
  const [history, setHistory] = useState(/** @type {HistoryEntry[]} */ ([]));
  const [reasons, setReasons] = useState(/** @type {FieldExplanation[]} */ ([]));
  const [problem, setProblem] = useState('');
  const [splits, setSplits] = useState(splitting);
  const [offered, setOffered] = useState(/** @type {Transaction | null} */ (null));

  const read = useCallback(async () => {
    try {
      const [now, events, explained] = await Promise.all([
        get(`/api/transactions/${id}`), get(`/api/transactions/${id}/history`), get(`/api/transactions/${id}/explanation`),
      ]);
      seen(now);
      setRow(now);
      store.put(now);
      setHistory([...events.items].reverse());
      setReasons(explained.fields);
    } catch (e) {
      setProblem(/** @type {Error} */ (e).message);
    }
  }, [id, store]);
  useEffect(() => { read(); }, [read]);

  const own = { ...store, find: () => row, put: (/** @type {Transaction} */ next) => { setRow(next); store.put(next); }, offerRule: setOffered };
  const change = async (/** @type {Record<string, any>} */ patch, /** @type {string} */ label) => { await edit(own, id, patch, label); await read(); };
  const reread = () => { read(); store.reload?.(); };
  const named = (/** @type {string} */ label, /** @type {string | null} */ changeId) =>
    toast({ text: label, ...(changeId ? { action: 'Undo', run: () => { undo(own, changeId, [id], label).then(reread); } } : {}) });
  const alter = (/** @type {string} */ method, /** @type {string} */ path, /** @type {string} */ label) =>
    send(method, `/api/transactions/${id}${path}`, { version: row?.version ?? 0 }).then(({ changeId }) => { named(label, changeId); reread(); },
      (e) => { toast({ text: `${label} failed: ${e.message}` }); read(); });
  const takeBack = async (/** @type {HistoryEntry} */ entry) => { await undo(own, entry.changeId, [id], eventName(entry.type)); await read(); };
  if (problem && !row) return h(Dialog, { title: 'Transaction', onClose, side: true }, html`<p class="problem" role="alert">${problem}</p>`);
  if (!row) return h(Dialog, { title: 'Transaction', onClose, side: true }, html`<div class="ghost"></div>`);
  const account = accounts.get().get(row.accountId);
  return h(Dialog, { title: row.description, onClose, side: true }, html`
    <p class="figure"><strong class="big">${h(Amount, { value: row.amount, tone: true })}</strong> ${h(Marks, { row })}</p>
    <p class="soft">${fullDay(row.date)} · ${account?.name}${account?.institution ? `, ${account.institution.name}` : ''}</p>
    ${row.removedBy ? html`<p class="offer">Removed; it does not count. <button type="button" onClick=${() => alter('POST', '/restore', `Restored ${row.description}`)}>Restore</button></p>` : null}
    ${row.transferId ? h(TransferPair, { key: row.transferId, row, transferId: row.transferId, onChanged: reread }) : null}
    ${offered ? h(RuleOffer, { row: offered, onDone: (changed) => { setOffered(null); if (changed) store.reload?.(); } }) : null}
    ${h(Fields, { row, onChange: change })}
    <section><h3>Split</h3>${splits
      ? h(SplitEditor, { row, onCancel: () => setSplits(false), onNewer: (newer) => { seen(newer); own.put(newer); }, onSaved: (saved, changeId) => {
          seen(saved);
          own.put(saved);
          setSplits(false);
          read();
          named(`Split ${row.description}`, changeId);
        } })
      : html`${row.splits.length > 0 ? html`<ul class="plain">${row.splits.map((part, i) => html`<li key=${i}><span class="text">${categoryName(part.categoryId)}${part.note ? ` – ${part.note}` : ''}</span>${show(part.amount)}</li>`)}</ul>` : null}
        <p class="actions"><button type="button" onClick=${() => setSplits(true)}>${row.splits.length > 0 ? 'Change the split' : 'Split'}</button>
          ${row.splits.length > 0 ? html`<button type="button" onClick=${() => alter('DELETE', '/splits', `Joined the parts of ${row.description}`)}>Join the parts</button>` : null}</p>`}</section>
    <section><h3>Why</h3><dl class="why">${reasons.filter((each) => each.source !== 'none').map((each) => html`<div key=${each.field}><dt>${fieldName(each.field)}</dt>
      <dd>${each.chain.map((step, i) => html`<span key=${step.eventId}>${i > 0 ? ' → ' : ''}${explained(each.field, step, row)}</span>`)}</dd></div>`)}</dl></section>
    <section><h3>History</h3><ol class="history">${history.map((entry) => html`<li key=${entry.version}>
      <div><strong>${eventName(entry.type)}</strong> by ${actorName(entry.actor)}<br /><small class="soft">${moment(entry.recordedAt)}</small></div>
      ${entry.actor === 'user' ? html`<button type="button" aria-label=${`Undo: ${eventName(entry.type)}, ${moment(entry.recordedAt)}`} onClick=${() => takeBack(entry)}>Undo</button>` : null}</li>`)}</ol></section>
    ${row.removedBy ? null : html`<p class="actions"><button type="button" class="quiet" onClick=${() => alter('DELETE', '', `Removed ${row.description}`)}>Remove this transaction</button></p>`}`);
}

/** @param {string} field @param {ExplanationStep} step @param {Transaction} row */
function explained(field, step, row) {
  const value = field === 'amount' && step.value ? show(step.value)
    : field === 'date' && step.value ? fullDay(step.value)
    : field === 'merchantId' ? (!step.value ? 'none' : step.value === row.merchantId && row.merchant ? row.merchant : 'a merchant')
    : Array.isArray(step.value) && field === 'splits' ? `${step.value.length} parts` : shownValue(field, step.value);
  return `${sourceName(step.source)}: ${value}`;
}

/** @param {{ row: Transaction, onChange: (patch: Record<string, any>, label: string) => void }} props */
function Fields({ row, onChange }) {
  const [picking, setPicking] = useState(false);
  const text = (/** @type {'rename' | 'note' | 'tags'} */ kind, /** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ value) => html`
    <label>${label} <input key=${name + row.version} value=${value} onChange=${(/** @type {Event} */ event) => {
      const next = edited(kind, /** @type {HTMLInputElement} */ (event.target).value);
      if (JSON.stringify(next) !== JSON.stringify(/** @type {any} */ (row)[name])) onChange({ [name]: next }, `${label} of ${row.description}`);
    }} /></label>`;
  return html`<div class="fields">
    <label class="field-category">Category ${picking
      ? h(CategoryPicker, { onPick: (id) => { setPicking(false); onChange({ categoryId: id }, `${row.description}: ${categoryName(id)}`); }, onLeave: () => setPicking(false) })
      : html`<button type="button" class=${'chip ' + (row.categoryId ? row.categorySource : 'none')} disabled=${row.splits.length > 0} onClick=${() => setPicking(true)}>${row.splits.length > 0 ? 'Split' : categoryName(row.categoryId)}</button>`}</label>
    ${text('rename', 'description', 'Description', row.description)}
    ${text('note', 'note', 'Note', row.note ?? '')}
    ${text('tags', 'tags', 'Tags', row.tags.join(', '))}
    <label class="check"><input type="checkbox" checked=${row.excluded} onChange=${() => onChange({ excluded: !row.excluded }, `${row.excluded ? 'Include' : 'Exclude'} ${row.description}`)} /> Excluded from reports</label>
  </div>`;
}
