// @ts-check
/** @import { Account, Category, Transaction } from '../../api/types.js' */
import { h, html, useLayoutEffect, useRef } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { CategoryPicker } from '../../parts/category-picker.js';
import { day } from '../../text/dates.js';

/** @typedef {'category' | 'note' | 'tags' | 'rename' | 'split'} Field */

/**
 * The cells of a transaction.
 * @param {{ row: Transaction, account: Account | undefined, category: Category | undefined, editing: Field | null, selected: boolean, balance: boolean,
 *   onOpen: () => void, onSelect: (range: boolean) => void, onEdit: (field: Field | null) => void, onSave: (field: Field, value: any) => void }} props
 */
export function Cells({ row, account, category, editing, selected, balance, onOpen, onSelect, onEdit, onSave }) {
  const name = row.splits.length > 0 ? `Split in ${row.splits.length}` : (category?.name ?? 'Uncategorised');
  return html`
    <span role="gridcell" class="pick"><input type="checkbox" tabindex="-1" aria-label=${`Select ${row.description}`} checked=${selected}
      onClick=${(/** @type {MouseEvent} */ event) => onSelect(event.shiftKey)} /></span>
    <span role="gridcell" class="soft date hide-s">${day(row.date)}</span>
    <span role="gridcell" class="text description" onClick=${onOpen}>
      ${editing === 'rename' || editing === 'note' || editing === 'tags'
        ? h(TextEdit, { field: editing, row, onSave, onLeave: () => onEdit(null) })
        : html`<button type="button" class="link" tabindex="-1" title=${row.originalDescription ?? row.description}>${row.description}</button>${h(Marks, { row })}
          <small class="soft show-s">${day(row.date)} · ${account?.name}</small>`}</span>
    <span role="gridcell" class="soft account hide-s">${account?.name}</span>
    <span role="gridcell" class="category">${editing === 'category'
      ? h(CategoryPicker, { onPick: (id) => onSave('category', id), onLeave: () => onEdit(null) })
      : html`<button type="button" tabindex="-1" class=${'chip ' + (row.categoryId ? row.categorySource : 'none')}
          onClick=${() => (row.splits.length > 0 ? onOpen() : onEdit('category'))}>${name}</button>`}</span>
    <span role="gridcell" class="end">${h(Amount, { value: row.amount, tone: true })}${balance && row.runningBalance
      ? html`<small class="soft balance">${h(Amount, { value: row.runningBalance })}</small>` : null}</span>`;
}

/** @param {{ row: Transaction }} props */
export const Marks = ({ row }) => html`
  ${row.pending ? html` <span class="badge">pending</span>` : null}
  ${row.transferId ? html` <span class="badge" title=${row.transferAccount ?? ''}>transfer</span>` : null}
  ${row.excluded ? html` <span class="badge">excluded</span>` : null}
  ${row.note ? html` <span class="badge" title=${row.note}>note</span>` : null}
  ${row.tags.map((tag) => html` <span key=${tag} class="badge">#${tag}</span>`)}`;

/** @param {{ field: 'rename' | 'note' | 'tags', row: Transaction, onSave: (field: Field, value: any) => void, onLeave: () => void }} props */
function TextEdit({ field, row, onSave, onLeave }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  // Before the browser takes the next key, which is a part of the text already.
  useLayoutEffect(() => { input.current?.focus(); input.current?.select(); }, []);
  const value = field === 'rename' ? row.description : field === 'note' ? (row.note ?? '') : row.tags.join(', ');
  const label = { rename: 'Description', note: 'Note', tags: 'Tags, with commas' }[field];
  const key = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === 'Escape') onLeave();
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    onSave(field, edited(field, input.current?.value ?? ''));
  };
  return html`<input ref=${input} class="inline" aria-label=${label} placeholder=${label} value=${value} onKeyDown=${key} onBlur=${onLeave}
    onClick=${(/** @type {Event} */ event) => event.stopPropagation()} />`;
}

/** The value of a field as the API takes it. @param {'rename' | 'note' | 'tags'} field @param {string} text */
export function edited(field, text) {
  if (field === 'tags') return [...new Set(text.split(',').map((each) => each.trim().replace(/^#/, '')).filter(Boolean))];
  return text.trim() || null;
}
