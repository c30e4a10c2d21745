// @ts-check
import { h, html, useState } from '../../html.js';
import { CategoryPicker } from '../../parts/category-picker.js';
import { count as numberOf, plural } from '../../text/plural.js';
import { edited } from './row.js';

/**
 * Edits of all selected rows, or of all rows that the filter matches.
 * @param {{ count: number, total: number | null, all: boolean, onAll: () => void, onClear: () => void,
 *   onSet: (set: Record<string, any>, addTags: string[], label: string) => void }} props
 */
export function BulkBar({ count, total, all, onAll, onClear, onSet }) {
  const [editing, setEditing] = useState(/** @type {'' | 'category' | 'tags'} */ (''));
  const tags = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === 'Escape') setEditing('');
    if (event.key !== 'Enter') return;
    const added = edited('tags', /** @type {HTMLInputElement} */ (event.target).value);
    setEditing('');
    if (Array.isArray(added) && added.length > 0) onSet({}, added, `Tags ${added.join(', ')}`);
  };
  return html`<div class="bulk" role="region" aria-label="Selected transactions">
    <strong>${all ? `All ${plural(total ?? 0, 'transaction')}` : plural(count, 'transaction')} selected</strong>
    ${!all && total !== null && total > count ? html`<button type="button" class="link" onClick=${onAll}>Select all ${numberOf(total)} that match</button>` : null}
    ${editing === 'category'
      ? h(CategoryPicker, { onPick: (id) => { setEditing(''); onSet({ categoryId: id }, [], 'Category'); }, onLeave: () => setEditing('') })
      : html`<button type="button" onClick=${() => setEditing('category')}>Category</button>`}
    ${editing === 'tags'
      ? html`<input class="inline" aria-label="Tags to add, with commas" placeholder="Tags to add" autofocus onKeyDown=${tags} onBlur=${() => setEditing('')} />`
      : html`<button type="button" onClick=${() => setEditing('tags')}>Add tags</button>`}
    <button type="button" onClick=${() => onSet({ excluded: true }, [], 'Exclude')}>Exclude</button>
    <button type="button" class="quiet" onClick=${onClear}>Clear</button>
  </div>`;
}
