// @ts-check
/** @import { Transaction } from '../../api/types.js' */
/** @import { Part } from './splits.js' */
import { Refusal, get, send } from '../../api/call.js';
import { h, html, useMemo, useState } from '../../html.js';
import { categories } from '../../names.js';
import { categoryOptions } from '../../parts/category-picker.js';
import { useSignal } from '../../signal.js';
import { show } from '../../text/money.js';
import { fault, partsOf, remaining, splitBody } from './splits.js';

/**
 * The parts of a transaction. A newer version of it (412) takes its place below the parts that were typed.
 * @param {{ row: Transaction, onSaved: (row: Transaction, changeId: string | null) => void, onNewer: (row: Transaction) => void, onCancel: () => void }} props
 */
export function SplitEditor({ row, onSaved, onNewer, onCancel }) {
  const [parts, setParts] = useState(() => partsOf(row));
  const [problem, setProblem] = useState('');
  const all = useSignal(categories);
  const options = useMemo(() => categoryOptions(all).sort((a, b) => a.name.localeCompare(b.name)), [all]);
  const left = remaining(row, parts);
  const wrong = fault(row, parts);
  const change = (/** @type {number} */ at, /** @type {Partial<Part>} */ values) => setParts(parts.map((part, i) => (i === at ? { ...part, ...values } : part)));
  const value = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;

  async function save(/** @type {Event} */ event) {
    event.preventDefault();
    try {
      const reply = await send('PUT', `/api/transactions/${row.id}/splits`, { version: row.version, body: splitBody(row, parts) });
      onSaved(reply.body, reply.changeId);
    } catch (e) {
      if (!(e instanceof Refusal) || e.status !== 412) {
        setProblem(/** @type {Error} */ (e).message);
        return;
      }
      setProblem('The transaction was changed elsewhere meanwhile. Your parts are kept: compare them with it and save again.');
      get(`/api/transactions/${row.id}`).then(onNewer, (refused) => setProblem(refused.message));
    }
  }
  return html`<form class="split" onSubmit=${save}>
    ${parts.map((part, i) => html`<fieldset key=${i} class="part"><legend>Part ${i + 1}</legend>
      <label>Amount <input inputmode="decimal" required value=${part.amount} onInput=${(/** @type {Event} */ e) => change(i, { amount: value(e) })} /></label>
      <label>Category <select value=${part.categoryId ?? ''} onChange=${(/** @type {Event} */ e) => change(i, { categoryId: value(e) || null })}>
        <option value="">Uncategorised</option>${options.map((option) => html`<option key=${option.id} value=${option.id}>${option.name}</option>`)}</select></label>
      <label>Note <input value=${part.note} onInput=${(/** @type {Event} */ e) => change(i, { note: value(e) })} /></label>
      ${parts.length > 2 ? html`<button type="button" class="quiet" onClick=${() => setParts(parts.filter((_, at) => at !== i))}>Remove part ${i + 1}</button>` : null}</fieldset>`)}
    <p aria-live="polite">Remaining: <strong class=${wrong ? 'problem' : ''}>${show({ amount: left, currency: row.amount.currency })}</strong> ${wrong}</p>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
    <p class="actions"><button class="primary" disabled=${wrong !== ''}>Save the split</button>
      <button type="button" onClick=${() => setParts([...parts, { categoryId: null, amount: left.startsWith('-') ? '' : left, note: '' }])}>Add a part</button>
      <button type="button" onClick=${onCancel}>Cancel</button></p>
  </form>`;
}
