// @ts-check
/** @import { Archive } from './archive.js' */
import { h, html, useState } from '../../html.js';
import { Card } from '../../parts/card.js';
import { useSignal } from '../../signal.js';
import { moment } from '../../text/dates.js';
import { count, plural } from '../../text/plural.js';
import { words } from '../../text/terms.js';
import { openArchive } from './archive.js';
import { begin, restoring } from './restoring.js';

const LISTS = ['accounts', 'balances', 'account-groups', 'categories', 'merchants', 'transactions', 'rules', 'series', 'scenarios', 'bills', 'allocations', 'goals'];

/** Everything in one file, and the way back. */
export function ArchiveCard() {
  const running = useSignal(restoring);
  return h(Card, { title: 'Archive' }, html`<p>Everything as one zip file: a list in each file, and a manifest.</p>
    <p class="actions"><a class="button" href="/api/exports/archive" download>Download the archive</a></p>
    <h3>Restore an archive</h3>
    ${running ? h(Progress, { running }) : h(Choose, {})}`);
}

function Choose() {
  const [archive, setArchive] = useState(/** @type {Archive | null} */ (null));
  const [state, setState] = useState({ checking: false, problem: '' });
  const open = (/** @type {File | undefined} */ file) => {
    setArchive(null);
    if (!file) return;
    setState({ checking: true, problem: '' });
    openArchive(file).then((opened) => { setArchive(opened); setState({ checking: false, problem: '' }); }, (e) => setState({ checking: false, problem: e.message }));
  };
  return html`<p class="soft">It is restored in an empty household: that of a user without accounts.</p>
    <div class="fields"><label>Archive <input type="file" accept=".zip,application/zip" onChange=${(/** @type {Event} */ e) => open(/** @type {HTMLInputElement} */ (e.target).files?.[0])} /></label></div>
    ${state.checking ? html`<p role="status">Checking the file</p>` : null}
    ${state.problem ? html`<p class="problem" role="alert">${state.problem}</p>` : null}
    ${archive ? html`<p>Made ${moment(archive.createdAt)}, unchanged since. It has</p>
      <dl class="sums">${LISTS.filter((list) => archive.count(list) > 0).map((list) => html`<dt key=${list}>${words(list)}</dt><dd key=${'n' + list}>${count(archive.count(list))}</dd>`)}</dl>
      ${archive.notContained.length > 0 ? html`<details><summary>What it does not have</summary><ul>${archive.notContained.map((text) => html`<li key=${text}>${text}</li>`)}</ul></details>` : null}
      <p class="actions"><button type="button" class="primary" onClick=${() => { begin(archive); }}>Restore ${plural(archive.total, 'row')}</button></p>` : null}`;
}

/** @param {{ running: import('./restoring.js').Restoring }} props */
function Progress({ running }) {
  const { outcome, problem, total, done, list } = running;
  const again = () => restoring.set(null);
  if (problem) return html`<p class="problem" role="alert">${problem}</p><p class="actions"><button type="button" onClick=${again}>Choose another file</button></p>`;
  if (!outcome) {
    return html`<p role="status">Restoring ${words(list || 'settings').toLowerCase()}: ${count(done)} of ${count(total)} rows. Leave this window open.</p>
      <progress max=${total || 1} value=${done} aria-label="Progress of the restoration"></progress>`;
  }
  return html`<p role="status"><strong>${outcome.refused === 0 ? 'Everything is restored.' : `Restored, except for ${plural(outcome.refused, 'row')}.`}</strong></p>
    <dl class="sums">${Object.entries(outcome.restored).map(([name, n]) => html`<dt key=${name}>${words(name)}</dt><dd key=${'n' + name}>${count(n)}</dd>`)}</dl>
    ${outcome.refusals.length > 0 ? html`<details open><summary>Not restored</summary><ul>${outcome.refusals.map((each, i) => html`<li key=${i}>${words(each.list)}: ${each.reason}</li>`)}</ul>
      ${outcome.refused > outcome.refusals.length ? html`<p>and ${count(outcome.refused - outcome.refusals.length)} others</p>` : null}</details>` : null}
    <p class="actions"><a class="button" href="/">Dashboard</a></p>`;
}
