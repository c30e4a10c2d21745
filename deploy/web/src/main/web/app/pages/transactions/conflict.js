// @ts-check
/** @import { Conflict } from './edits.js' */
import { h, html } from '../../html.js';
import { categoryName } from '../../names.js';
import { Dialog } from '../../parts/dialog.js';

const LABELS = /** @type {Record<string, string>} */ ({ categoryId: 'Category', description: 'Description', note: 'Note', tags: 'Tags', excluded: 'Excluded' });

/** @param {string} field @param {any} value */
export function shownValue(field, value) {
  if (field === 'categoryId') return categoryName(value);
  if (Array.isArray(value)) return value.length > 0 ? value.map((each) => `#${each}`).join(' ') : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null || value === '' || value === undefined ? 'none' : String(value);
}

/** Both values of an edit of a row that was changed elsewhere. @param {{ conflict: Conflict, onMine: () => void, onClose: () => void }} props */
export function ConflictDialog({ conflict, onMine, onClose }) {
  const fields = Object.keys(conflict.patch);
  return h(Dialog, { title: 'This transaction was changed elsewhere', onClose }, html`
    <p>${conflict.row.description} has other values now. Your edit was not applied.</p>
    <table class="rows"><thead><tr><th scope="col">Field</th><th scope="col">Now</th><th scope="col">Your value</th></tr></thead>
      <tbody>${fields.map((field) => html`<tr key=${field}><th scope="row">${LABELS[field] ?? field}</th>
        <td>${shownValue(field, /** @type {any} */ (conflict.row)[field])}</td><td><strong>${shownValue(field, conflict.patch[field])}</strong></td></tr>`)}</tbody></table>
    <p class="actions"><button type="button" class="primary" onClick=${onMine}>Use my value</button>
      <button type="button" onClick=${onClose}>Keep it as it is now</button></p>`);
}
