// @ts-check
/** @import { ConflictRow } from './versions.js' */
import { h, html } from '../html.js';
import { signal, useSignal } from '../signal.js';
import { Dialog } from './dialog.js';

/**
 * @typedef {{ title: string, rows: ConflictRow[] }} Conflict
 * @typedef {'mine' | 'now' | 'later'} Choice apply the edit to the newer version; keep the newer version; go on with what was typed
 */

const current = signal(/** @type {(Conflict & { choose: (choice: Choice) => void }) | null} */ (null));

/**
 * Shows the newer version of something beside an edit that was refused for it.
 * @param {Conflict} conflict @returns {Promise<Choice>}
 */
export function chooseVersion(conflict) {
  current.get()?.choose('later');
  return new Promise((resolve) => current.set({
    ...conflict,
    choose(choice) {
      current.set(null);
      resolve(choice);
    },
  }));
}

/** The dialog of the conflict that waits for a choice. Escape returns to what was typed. */
export function Conflicts() {
  const conflict = useSignal(current);
  if (!conflict) return null;
  const { title, rows, choose } = conflict;
  const edited = rows.filter((row) => row.mine !== null).length;
  return h(Dialog, { key: title, title, onClose: () => choose('later') }, html`
    <p>It has other values now. Your edit was not applied.</p>
    ${rows.length > 0 ? html`<table class="rows"><thead><tr><th scope="col">Field</th><th scope="col">Now</th><th scope="col">Your value</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.key}><th scope="row">${row.label}</th><td>${row.now}</td>
        <td>${row.mine === null ? html`<span class="soft">not edited</span>` : html`<strong>${row.mine}</strong>`}</td></tr>`)}</tbody></table>` : null}
    <p class="actions"><button type="button" class="primary" onClick=${() => choose('mine')}>${edited === 0 ? 'Do it nevertheless' : edited === 1 ? 'Use my value' : 'Use my values'}</button>
      <button type="button" onClick=${() => choose('now')}>Keep it as it is now</button></p>`);
}
