// @ts-check
/** @import { Connection } from '../../api/types.js' */
/** @import { Run } from './run-texts.js' */
import { get } from '../../api/call.js';
import { h, html, useEffect, useState } from '../../html.js';
import { ChangeRows } from '../../parts/change-rows.js';
import { Dialog } from '../../parts/dialog.js';
import { More, usePages } from '../../parts/pages.js';
import { toast } from '../../parts/toast.js';
import { setParameters } from '../../router.js';
import { duration, moment } from '../../text/dates.js';
import { plural } from '../../text/plural.js';
import { extentText, failureText, triggerText } from './run-texts.js';

/** How often a run that goes on is asked for again. */
const POLL = 1_000;
/** How a run stands, asked again until it has ended. @param {{ key: string, connection: string, run: string, onEnd: () => void }} props */
export function Progress({ connection, run, onEnd }) {
  const [state, setState] = useState(/** @type {Run | null} */ (null));
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    const ask = () => get(`/api/connections/${connection}/sync-runs/${run}`, abort.signal).then((/** @type {Run} */ now) => {
      setState(now);
      if (now.state === 'waiting' || now.state === 'fetching') {
        timer = setTimeout(ask, POLL);
        return;
      }
      toast(now.state !== 'applied' ? { text: failureText(now.errorClass) }
        : { text: `Read: ${extentText(now)}`, ...(extentText(now) === 'nothing new' ? {} : { action: 'Show', run: () => setParameters({ runs: connection, run }) }) });
      onEnd();
    }, () => abort.signal.aborted || onEnd());
    ask();
    return () => { abort.abort(); clearTimeout(timer); };
  }, [connection, run]);
  return html`<span class="soft" role="status">${state?.state === 'fetching' ? `reading${state.progress?.changes ? `: ${plural(state.progress.changes, 'transaction')}` : ''}` : 'waiting'}</span>`;
}

/** The runs of a bank, or what one of them brought; the address names both. @param {{ bank: Connection, run: string | null }} props */
export function SyncRuns({ bank, run }) {
  const pages = usePages(`/api/connections/${bank.id}/sync-runs?limit=20`);
  const name = bank.institution?.name ?? 'the bank';
  const close = () => setParameters({ runs: null, run: null });
  const runs = /** @type {Run[]} */ (pages.data ?? []);
  const shown = runs.find((each) => each.id === run);
  return h(Dialog, { title: `Sync runs of ${name}`, side: true, onClose: close }, run
    ? html`<p><button type="button" class="link back" onClick=${() => setParameters({ run: null })}>← All runs</button></p>
      ${shown ? html`<p><strong>${extentText(shown)}</strong> <span class="soft">${moment(shown.requestedAt)}, ${triggerText(shown)}</span></p>` : null}
      ${h(ChangeRows, { area: 'transactions', id: run })}`
    : html`${pages.problem ? html`<div class="failed" role="alert"><p class="problem">${pages.problem.message}</p><button type="button" onClick=${pages.again}>Retry</button></div>` : null}
      ${pages.data || pages.problem ? null : html`<div class="ghost"></div>`}
      <ul class="history">${runs.map((each) => h(Line, { key: each.id, run: each }))}</ul>
      ${h(More, { pages })}`);
}

/** @param {{ key: string, run: Run }} props */
function Line({ run }) {
  const brought = extentText(run);
  return html`<li><span><time datetime=${run.requestedAt}>${moment(run.requestedAt)}</time><br /><small class="soft">${triggerText(run)}${
      run.startedAt && run.endedAt ? `, took ${duration(run.startedAt, run.endedAt)}` : ''}</small></span>
    ${run.state === 'failed' ? html`<span class="problem">${failureText(run.errorClass)}${run.errorClass ? html` <details><summary>Details</summary>${run.errorClass}</details>` : null}</span>`
      : run.state !== 'applied' ? html`<span class="badge">${run.state === 'fetching' ? 'reading' : 'waiting'}</span>`
        : brought === 'nothing new' ? html`<span class="soft">${brought}</span>`
          : html`<button type="button" aria-label=${`Show what was read: ${brought}`} onClick=${() => setParameters({ run: run.id })}>${brought}</button>`}</li>`;
}
