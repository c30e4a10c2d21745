// @ts-check
/** @import { Connection } from '../../api/types.js' */
import { h, html, useEffect, useState } from '../../html.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Dialog } from '../../parts/dialog.js';
import { Empty } from '../../parts/empty.js';
import { usePages } from '../../parts/pages.js';
import { loadNames } from '../../names.js';
import { setParameters } from '../../router.js';
import { ago } from '../../text/dates.js';
import { words } from '../../text/terms.js';
import { bankState } from '../dashboard-data.js';
import { LinkBank } from './link-bank.js';
import { Progress, SyncRuns } from './sync-runs.js';

/** How often a bank that is being linked is asked for again. */
const LINKING = 2_500;
const FIELDS = { state: { label: 'State', show: words } };

/** @param {{ url: URL }} props */
export function Connections({ url }) {
  const pages = usePages('/api/connections');
  const [leaving, setLeaving] = useState(/** @type {Connection | null} */ (null));
  const banks = /** @type {Connection[]} */ (pages.data ?? []);
  const linking = url.searchParams.get('link');
  const signingIn = banks.find((bank) => bank.id === linking) ?? null;
  const open = banks.find((bank) => bank.id === url.searchParams.get('runs'));
  const leave = () => setParameters({ link: null }, { replace: true });
  const linked = () => { leave(); pages.again(); loadNames(); };
  const [running, setRunning] = useState(/** @type {Record<string, string>} the runs that are watched, by connection */ ({}));
  const sync = async (/** @type {Connection} */ bank) => {
    const run = await command('connections', `Reading ${bank.institution?.name ?? 'the bank'}`, 'POST', `/api/connections/${bank.id}/sync`);
    if (run) setRunning((before) => ({ ...before, [bank.id]: run.id }));
  };
  const ended = (/** @type {string} */ id) => {
    setRunning(({ [id]: _ended, ...others }) => others);
    pages.again();
    loadNames();
  };
  useEffect(() => {
    if (!banks.some((bank) => bank.state === 'linking')) return undefined;
    const timer = setTimeout(() => { pages.again(); loadNames(); }, LINKING);
    return () => clearTimeout(timer);
  }, [pages.data]);
  const remove = async (/** @type {Connection} */ bank) => {
    setLeaving(null);
    await command('connections', `Removed ${bank.institution?.name ?? 'the bank'}`, 'DELETE', `/api/connections/${bank.id}`,
      { version: bank.version, edited: { name: bank.institution?.name ?? 'The bank', base: bank, fields: FIELDS } }, pages.again);
  };
  return html`${h(Card, { title: 'Banks', full: true, state: pages, height: 140,
    action: html`<button type="button" class="primary" onClick=${() => setParameters({ link: 'new' })}>Link a bank</button>` }, banks.length === 0
    ? h(Empty, { title: 'No bank is linked yet' })
    : html`<ul class="plain linked">${banks.map((bank) => {
        const state = bankState(bank);
        return html`<li key=${bank.id} class=${state.trouble ? 'trouble' : ''}><span class=${'dot ' + bank.state} aria-hidden="true"></span>
          <span class="text">${state.text} <small class="soft">${bank.lastSyncedAt ? `updated ${ago(bank.lastSyncedAt)}` : ''}</small></span>
          ${state.signIn ? html`<button type="button" class="primary" onClick=${() => setParameters({ link: bank.id })}>Sign in again</button>` : null}
          ${running[bank.id] ? h(Progress, { key: running[bank.id] ?? '', connection: bank.id, run: running[bank.id] ?? '', onEnd: () => ended(bank.id) }) : null}
          <button type="button" disabled=${Boolean(running[bank.id])} aria-label=${`Read ${bank.institution?.name} now`} onClick=${() => sync(bank)}>Sync now</button>
          <button type="button" class="quiet" aria-label=${`Sync runs of ${bank.institution?.name}`} onClick=${() => setParameters({ runs: bank.id })}>Runs</button>
          <button type="button" class="quiet" aria-label=${`Remove ${bank.institution?.name}`} onClick=${() => setLeaving(bank)}>Remove</button></li>`;
      })}</ul>`)}
    ${linking === 'new' || signingIn ? h(LinkBank, { key: linking ?? '', bank: signingIn, onClose: leave, onDone: linked }) : null}
    ${open ? h(SyncRuns, { bank: open, run: url.searchParams.get('run') }) : null}
    ${leaving ? h(Dialog, { title: `Remove ${leaving.institution?.name ?? 'the bank'}?`, onClose: () => setLeaving(null) }, html`
      <p>Florin ends its access at the bank and deletes the token. Accounts, transactions and your edits stay.</p>
      <p class="actions"><button type="button" class="primary" onClick=${() => remove(leaving)}>Remove the bank</button><button type="button" onClick=${() => setLeaving(null)}>Keep it</button></p>`) : null}`;
}
