// @ts-check
import { upload } from '../../api/upload.js';
import { h, html, useState } from '../../html.js';
import { Card } from '../../parts/card.js';
import { undoChange } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { More, usePages } from '../../parts/pages.js';
import { go } from '../../router.js';
import { moment } from '../../text/dates.js';
import { plural } from '../../text/plural.js';
import { stateName } from './names.js';
import { Preview } from './preview.js';

/** @param {{ url: URL }} props */
export function Imports({ url }) {
  const id = url.pathname.split('/')[2];
  return id ? h(Preview, { key: id, id }) : h(List, {});
}

function List() {
  const pages = usePages('/api/imports?limit=50');
  const [problem, setProblem] = useState('');
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState(false);
  /** @param {File | undefined} file */
  const send = (file) => {
    if (!file) return;
    setProblem('');
    setSending(true);
    upload('/api/imports', file).then((created) => go(`/imports/${created.id}`), (e) => setProblem(e.message)).finally(() => setSending(false));
  };
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer?.files[0]);
  };
  const drag = (/** @type {DragEvent} */ event) => { event.preventDefault(); setOver(true); };
  return html`
    <header class="page-head"><h1>Imports</h1></header>
    <div class=${'drop' + (over ? ' over' : '')} onDrop=${drop} onDragOver=${drag} onDragLeave=${() => setOver(false)}>
      <label>${sending ? 'Reading the file' : 'Drop a CSV, OFX, QFX or QIF file here, or choose one'}
        <input type="file" accept=".csv,.tsv,.txt,.ofx,.qfx,.qif" disabled=${sending} onChange=${(/** @type {Event} */ e) => send(/** @type {HTMLInputElement} */ (e.target).files?.[0])} /></label>
      <p class="soft">Nothing is imported before you have seen and accepted the preview.</p>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}</div>
    ${h(Card, { title: 'Imported files', state: pages, full: true, height: 200 }, (pages.data ?? []).length === 0
      ? h(Empty, { title: 'No file yet' })
      : html`<ul class="plain">${(pages.data ?? []).map((each) => html`<li key=${each.id}>
          <a class="text" href=${`/imports/${each.id}`}>${each.fileName}</a><span class="soft hide-s">${moment(each.createdAt)}</span>
          <span class="badge">${stateName(each)}</span>
          <span class="soft">${each.result ? `${plural(each.result.added, 'transaction')} added` : plural(each.counts.records, 'record')}</span>
          ${each.changeId && !each.undone && each.state === 'committed' ? html`<button type="button" onClick=${() => undoChange('transactions', each.changeId, `import of ${each.fileName}`, pages.again)}>Undo</button>` : null}</li>`)}</ul>
        ${h(More, { pages })}`)}`;
}
